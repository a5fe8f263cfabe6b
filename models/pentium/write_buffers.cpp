// SPDX-License-Identifier: MIT
#include "models/pentium/write_buffers.h"

#include <algorithm>
#include <cstring>

#include "models/common/invariant.h"

namespace shrimp {

WriteBuffers::WriteBuffers(Calendar& calendar, const Clock& clock, const PentiumParameters& parameters,
                           Caches& caches, BusUnit& bus, WriteBufferOwner& owner)
    : parameters_(parameters.write_buffers),
      pass_cycles_(parameters.l2.pass.n),
      clock_(clock),
      caches_(caches),
      bus_(bus),
      owner_(owner),
      queue_(parameters.write_buffers.count),
      pass_(calendar, this, &WriteBuffers::passed) {}

/// No hit of the core depends on what is buffered, but a board that sees it may interrupt; and the write of a
/// locked update lets DMA on the bus that the lock kept out.
void WriteBuffers::pass_from(Time t) {
  pass_.set_core_reach(oldest().locked ? Time{} : core_reach_);
  pass_.reschedule(clock_.after(t, pass_cycles_));
}

std::uint32_t bus_access_bytes(const Access& access, std::uint32_t position,
                               const WriteBufferParameters& parameters) {
  const auto widest = static_cast<std::uint32_t>(parameters.widest_write.n);
  const auto at_once =
      access.floating_point ? widest : static_cast<std::uint32_t>(parameters.integer_write.n);
  const std::uint32_t to_boundary = widest - (access.address + position) % widest;
  const std::uint32_t of_piece = at_once - position % at_once;
  return std::min({access.bytes - position, to_boundary, of_piece});
}

std::uint32_t WriteBuffers::writes(const Access& access) const {
  std::uint32_t n = 0;
  for (std::uint32_t at = 0; at < access.bytes; ++n) at += bus_access_bytes(access, at, parameters_);
  return n;
}

bool WriteBuffers::has_room_for(const Access& store) const {
  return used_ + std::min(writes(store), parameters_.count) <= parameters_.count;
}

bool WriteBuffers::uses(std::uint32_t frame) const {
  for (std::size_t i = 0; i < stores_; ++i)
    if (memory_page_of(queue_[(first_ + i) % queue_.size()].access.address) == frame) return true;
  return false;
}

void WriteBuffers::take(const Access& store, bool locked, Time begun, Time now) {
  const bool was_empty = is_empty();
  ++stores_;
  ++taken_;
  Store& s = newest();
  s.access = store;
  s.locked = locked;
  s.has_value = false;
  s.position = 0;
  s.writes_left = writes(store);
  s.begun = begun;
  s.buffered = now;
  used_ += std::min(s.writes_left, parameters_.count);
  if (was_empty) pass_from(now);
}

void WriteBuffers::value(const std::uint8_t* bytes) {
  Store& s = newest();
  SHRIMP_INVARIANT(lacks_value(), "a value was given for no store");
  std::memcpy(s.bytes.data(), bytes, s.access.bytes);
  s.has_value = true;
}

void WriteBuffers::passed(Time now) {
  Store& s = oldest();
  SHRIMP_INVARIANT(s.has_value, "the store to {:#x} has no value when it leaves its write buffer",
                   s.access.address);
  const std::uint32_t bytes = bus_access_bytes(s.access, s.position, parameters_);
  const PhysicalAddress address = s.access.address + s.position;
  const bool cached = s.access.policy != CachePolicy::uncached && region_of(address) == Region::memory;
  if (cached && !s.locked && caches_.l2().store(address, s.access.policy)) return written(bytes, now);
  ++bus_writes_;
  const bool more = s.position + bytes < s.access.bytes;
  const bool locked_update = s.access.kind == AccessKind::locked_update;
  bus_.start({true,
              s.locked && more,
              address,
              bytes,
              s.bytes.data() + s.position,
              locked_update,
              core_reach_,
              {s.begun, s.buffered, now, {}, s.access.called}},
             *this, now);
}

void WriteBuffers::bus_done(Time now) {
  written(bus_access_bytes(oldest().access, oldest().position, parameters_), now);
}

void WriteBuffers::written(std::uint32_t bytes, Time now) {
  Store& s = oldest();
  s.position += bytes;
  --s.writes_left;
  const bool freed = s.writes_left < parameters_.count;
  used_ -= freed;
  if (s.writes_left == 0) {
    first_ = (first_ + 1) % queue_.size();
    --stores_;
  }
  if (!is_empty()) pass_from(now);
  if (freed) owner_.write_buffer_freed(now);
}

void WriteBuffers::report(StatisticsSink& sink) const {
  sink.count("stores", taken_, "stores", "Stores that went through a write buffer.");
  sink.count("bus_writes", bus_writes_, "writes",
             "Writes of the memory bus that they became; none is combined.");
}

}  // namespace shrimp
