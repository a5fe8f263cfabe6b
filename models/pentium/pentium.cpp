// SPDX-License-Identifier: MIT
#include "models/pentium/pentium.h"

#include <cstring>

#include "models/common/invariant.h"

namespace shrimp {

Pentium::Pentium(const char* name, Calendar& calendar, const Clock& clock,
                 const PentiumParameters& parameters)
    : parameters_(parameters),
      clock_(clock),
      tlb_(parameters.tlb),
      caches_(parameters),
      bus_(name, calendar),
      write_buffers_(calendar, clock, parameters, caches_, bus_, *this),
      passed_(calendar, this, &Pentium::passed) {
  passed_.set_core_reach(Time::never());  // the core waits for it
}

std::int64_t Pentium::translate(std::uint64_t virtual_page) {
  if (tlb_.holds(virtual_page)) return 0;
  const std::uint64_t left = tlb_.fill(virtual_page);
  if (left != Tlb::no_page && filter_) filter_->forget_virtual_page(left * page_bytes);
  return tlb_.walk_cycles();
}

void Pentium::flush_translations() {
  tlb_.flush();
  if (filter_) filter_->forget_all();
}

void Pentium::forget_translation(std::uint64_t virtual_page) {
  tlb_.forget(virtual_page);
  if (filter_) filter_->forget_virtual_page(virtual_page * page_bytes);
}

bool Pentium::uses(std::uint32_t frame) const {
  return (state_ != State::ready && memory_page_of(access_.address) == frame) || write_buffers_.uses(frame);
}

bool Pentium::try_access(const Access& a, std::int64_t& stall_cycles) {
  if (a.kind == AccessKind::locked_update || is_past_caches(a)) return false;
  DataCache& data_cache = caches_.data_cache();
  if (a.kind == AccessKind::store) {
    if (a.policy != CachePolicy::write_back || !data_cache.store(a.address)) return false;
    if (may_pass_filter(a)) data_cache.let_filter_store(a.virtual_address);
    return true;
  }
  if (!data_cache.load(a.address)) {
    if (!write_buffers_.is_empty() || !caches_.load_from_l2(a.address, a.policy)) return false;
    stall_cycles += parameters_.l2.hit.n;
  }
  if (may_pass_filter(a)) data_cache.let_filter_load(a.virtual_address);
  return true;
}

/// A line in which a message waits to be seen asks about every load.
bool Pentium::may_pass_filter(const Access& a) {
  return tlb_.holds(a.virtual_address / page_bytes) && !(watcher_ && watcher_->awaits(a.address));
}

void Pentium::begin_access(const Access& a, Time now) {
  SHRIMP_INVARIANT(state_ == State::ready, "the processor began an access to {:#x} within another",
                   a.address);
  access_ = a;
  begun_ = now;
  std::int64_t stall = 0;
  if (try_access(a, stall)) return done(clock_.after(now, stall));
  if (a.kind == AccessKind::store) return store(now);
  state_ = State::drains;
  if (write_buffers_.is_empty()) begin_past_write_buffers(now);
}

void Pentium::begin_drain(Time now) {
  SHRIMP_INVARIANT(state_ == State::ready,
                   "the processor began to wait for its write buffers within an access");
  state_ = State::serializes;
  if (write_buffers_.is_empty()) done(now);
}

bool Pentium::drained(Event& otherwise_wake) {
  if (!write_buffers_.is_empty()) drained_event_ = &otherwise_wake;
  return write_buffers_.is_empty();
}

/// The store has a write buffer, or waits for one. A line it hits is updated at once.
void Pentium::store(Time now) {
  state_ = State::needs_buffer;
  if (!write_buffers_.has_room_for(access_)) return;
  store_wait_ += now - begun_;
  if (!is_past_caches(access_)) caches_.data_cache().store_through(access_.address, access_.policy);
  write_buffers_.take(access_, false, begun_, now);
  done(now);
}

void Pentium::write_buffer_freed(Time now) {
  if (state_ == State::needs_buffer) return store(now);
  if (!write_buffers_.is_empty()) return;
  if (drained_event_) drained_event_->wake_at(now);
  drained_event_ = nullptr;
  if (state_ == State::drains) begin_past_write_buffers(now);
  if (state_ == State::serializes) done(now);
}

void Pentium::begin_past_write_buffers(Time now) {
  write_buffers_passed_ = now;
  if (reads_past_caches()) {
    CoherentCache::Modified modified;
    if (is_locked_in_memory()) modified = caches_.give_up(access_.address);
    return modified.bytes > 0 ? write_line(modified, now) : pass_l2(now);
  }
  std::int64_t stall = 0;
  if (try_access(access_, stall)) return done(clock_.after(now, stall));
  const CoherentCache::Modified victim = caches_.make_room(access_.address);
  if (victim.bytes > 0)
    write_line(victim, now);
  else
    begin_fill(now);
}

void Pentium::write_line(const CoherentCache::Modified& line, Time now) {
  state_ = State::castout;
  bus_.start({true, false, line.address, line.bytes, nullptr}, *this, now);
}

void Pentium::begin_fill(Time now) {
  state_ = State::line_fill;
  ++line_fills_;
  const PhysicalAddress line = caches_.l2().line_of(access_.address);
  bus_.start({false, false, line, caches_.l2().line_bytes(), nullptr}, *this, now);
}

void Pentium::pass_l2(Time now) {
  state_ = State::passes_l2;
  position_ = 0;
  (access_.kind == AccessKind::locked_update ? locked_updates_ : uncached_reads_) += 1;
  passed_.reschedule(clock_.after(now, parameters_.l2.pass.n));
}

void Pentium::read_piece(Time now) {
  state_ = State::reads;
  const std::uint32_t bytes = bus_access_bytes(access_, position_, parameters_.write_buffers);
  const bool locked_update = access_.kind == AccessKind::locked_update;
  bus_.start({false, is_locked_in_memory(), access_.address + position_, bytes, data_.data() + position_,
              locked_update},
             *this, now);
}

void Pentium::piece_read(Time now) {
  position_ += bus_access_bytes(access_, position_, parameters_.write_buffers);
  if (position_ < access_.bytes) return read_piece(now);
  if (access_.device_data) std::memcpy(access_.device_data, data_.data(), access_.bytes);
  if (access_.kind == AccessKind::locked_update)
    write_buffers_.take(access_, is_locked_in_memory(), begun_, now);
  read_wait_ += now - begun_;
  done(now);
}

void Pentium::bus_done(Time now) {
  switch (state_) {
    case State::castout:
      return reads_past_caches() ? pass_l2(now) : begin_fill(now);
    case State::line_fill:
      caches_.fill(access_.address, access_.policy);
      if (may_pass_filter(access_)) caches_.data_cache().let_filter_load(access_.virtual_address);
      read_wait_ += now - begun_;
      return done(clock_.after(now, parameters_.l2.hit.n));
    case State::reads:
      return piece_read(now);
    default:
      break;
  }
  SHRIMP_INVARIANT(false, "the bus unit ended a transaction that nobody began");
}

void Pentium::done(Time t) {
  state_ = State::ready;
  core_->access_done(t);
}

std::string Pentium::waiting_for() const {
  switch (state_) {
    case State::ready:
      return "";
    case State::needs_buffer:
      return fmt::format("a write buffer for a store to {:#x}", access_.address);
    case State::drains:
    case State::serializes:
      return "its write buffers to drain";
    case State::castout:
      return "a modified line to be written to memory";
    case State::line_fill:
      return fmt::format("a line fill at {:#x}", access_.address);
    case State::passes_l2:
    case State::reads:
      return fmt::format("a read past the caches at {:#x}", access_.address);
  }
  return "";
}

void Pentium::report(StatisticsSink& sink) const {
  caches_.report(sink);
  sink.part("tlb", tlb_);
  sink.part("write_buffers", write_buffers_);
  sink.time("store_wait", store_wait_, "Time stores waited for a write buffer.");
  sink.time("read_wait", read_wait_,
            "Time of reads over the memory bus, with the wait for the write buffers.");
  sink.count("line_fills", line_fills_, "lines", "Lines read over the memory bus.");
  sink.count("uncached_reads", uncached_reads_, "reads", "Loads past the caches, from memory or devices.");
  sink.count("locked_updates", locked_updates_, "updates", "Locked reads and writes on the memory bus.");
}

}  // namespace shrimp
