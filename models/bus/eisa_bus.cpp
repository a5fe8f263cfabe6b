// SPDX-License-Identifier: MIT
#include "models/bus/eisa_bus.h"

#include <algorithm>

#include "models/common/invariant.h"

namespace shrimp {

EisaBus::EisaBus(sc_core::sc_module_name name, Calendar& calendar, const EisaParameters& parameters,
                 Time clock_phase, Time refresh_phase, const std::vector<MasterSlot>& masters,
                 const std::vector<SlaveSlot>& slaves)
    : sc_module(name),
      parameters_(parameters),
      clock_(parameters.clock, clock_phase),
      step_(calendar, this, &EisaBus::step),
      next_refresh_(refresh_phase) {
  for (const MasterSlot& slot : masters) {
    masters_.push_back(std::make_unique<Master>(slot.name));
    masters_.back()->bursts = slot.capability == Capability::burst;
    masters_.back()->socket.register_nb_transport_fw(this, &EisaBus::requested,
                                                     static_cast<int>(masters_.size()) - 1);
  }
  for (const SlaveSlot& slot : slaves) {
    slaves_.push_back(std::make_unique<Slave>(slot));
    slaves_.back()->socket.register_nb_transport_bw(this, &EisaBus::answered, 0);
  }
}

EisaBus::Slave& EisaBus::slave_for(PhysicalAddress address) {
  for (auto& slave : slaves_)
    if (slave->base <= address && address <= slave->last) return *slave;
  SHRIMP_INVARIANT(false, "EISA bus: nobody answers address {:#x}", address);
  __builtin_unreachable();
}

tlm::tlm_sync_enum EisaBus::requested(int tag, Payload& payload, tlm::tlm_phase& phase,
                                      sc_core::sc_time& delay) {
  if (phase != tlm::BEGIN_REQ) return tlm::TLM_COMPLETED;
  Master& master = *masters_[static_cast<std::size_t>(tag)];
  SHRIMP_INVARIANT(!master.payload, "EISA bus: a master began a second transaction at {:#x}",
                   payload.get_address());
  master.payload = &payload;
  master.position = 0;
  master.waiting = true;
  master.from = clock_.align(annotated_time(delay));
  ++master.transactions;
  schedule();
  return tlm::TLM_ACCEPTED;
}

void EisaBus::step(Time now) {
  switch (stage_) {
    case Stage::arbitrating:
      return grant(now);
    case Stage::address:
      return ask_slave(now);
    case Stage::data:
      return end_segment(now);
    case Stage::idle:
    case Stage::slave:
      break;
  }
  SHRIMP_INVARIANT(false, "EISA bus: woken without a reason");
}

/// Arbitration begins when the bus is free of masters and refresh, and somebody has asked.
void EisaBus::schedule() {
  if (stage_ != Stage::idle && stage_ != Stage::arbitrating) return;
  Time from = Time::never();
  for (const auto& master : masters_)
    if (master->waiting) from = min(from, master->from);
  if (from.is_never()) return;
  const Time wanted = max(from, free_at_);
  asked_ = after_refresh(wanted);
  refresh_delays_now_ = asked_ > wanted;
  stage_ = Stage::arbitrating;
  step_.reschedule(clock_.after(asked_, parameters_.arbitration.n));
}

/// The first edge from `t` on at which no refresh has the bus, which has been free of masters since free_at_.
Time EisaBus::after_refresh(Time t) const {
  if (next_refresh_ > t) return t;
  const Time interval = parameters_.refresh_interval;
  const Time last = next_refresh_ + interval * ((t - next_refresh_).ps / interval.ps);
  return max(t, clock_.after(max(last, free_at_), parameters_.refresh.n));
}

/// Refreshes up to `t` have been done.
void EisaBus::pass_refreshes(Time t) {
  if (next_refresh_ > t) return;
  const Time interval = parameters_.refresh_interval;
  next_refresh_ += interval * ((t - next_refresh_).ps / interval.ps + 1);
}

/// Rotation: the search begins after the last owner.
void EisaBus::grant(Time now) {
  std::size_t next = owner_;
  do {
    next = (next + 1) % masters_.size();
  } while (!masters_[next]->waiting || masters_[next]->from > now);
  pass_refreshes(asked_);
  refresh_delays_ += refresh_delays_now_;
  owner_ = next;
  owner_track_.set(now, next + 1);
  Master& master = *masters_[owner_];
  master.waiting = false;
  master.waited += now - master.from;
  if (auto* extension = master.payload->get_extension<BusExtension>()) extension->grant(now);
  held_since_ = now;
  new_burst_ = true;
  begin_segment(now);
}

std::uint32_t EisaBus::segment_length(PhysicalAddress address, const Slave& slave) const {
  const Master& master = *masters_[owner_];
  const auto boundary = static_cast<std::uint32_t>(parameters_.burst_boundary.n);
  std::uint32_t n = master.payload->get_data_length() - master.position;
  n = std::min(n, boundary - address % boundary);
  if (slave.line != 0) n = std::min(n, slave.line - address % slave.line);
  return n;
}

/// The next part of the owner's transaction: up to the slave's line, and never across a burst boundary.
void EisaBus::begin_segment(Time now) {
  const Master& master = *masters_[owner_];
  const PhysicalAddress address = address_of(*master.payload) + master.position;
  slave_ = &slave_for(address);
  const std::uint32_t bytes = segment_length(address, *slave_);
  const bool first = new_burst_ || !master.bursts || address % parameters_.burst_boundary.n == 0;
  bursts_ += first;
  new_burst_ = false;
  lead_ = first ? parameters_.standard.n : parameters_.burst_next.n;
  rest_ = (transfers(address, bytes, parameters_.width) - 1) *
          (master.bursts ? parameters_.burst_next.n : parameters_.standard.n);
  segment_start_ = now;
  const bool write = master.payload->is_write();
  segment_.set(write, address, master.payload->get_data_ptr() + master.position, bytes);
  stage_ = Stage::address;
  const std::int64_t until_asked = write ? lead_ + rest_ : first ? parameters_.address.n : 0;
  if (until_asked == 0)
    ask_slave(now);
  else
    step_.reschedule(clock_.after(now, until_asked));
}

void EisaBus::ask_slave(Time now) {
  stage_ = Stage::slave;
  const auto* extension = masters_[owner_]->payload->get_extension<BusExtension>();
  segment_.extension.master = extension ? extension->master : BusMaster::other;
  segment_.extension.locked_update = extension && extension->locked_update;
  if (extension) segment_.extension.store = extension->times();
  const Time ready = request(slave_->socket, segment_.payload(), now);
  if (!ready.is_never()) slave_ready(ready);
}

tlm::tlm_sync_enum EisaBus::answered(int, Payload&, tlm::tlm_phase& phase, sc_core::sc_time& delay) {
  if (phase != tlm::BEGIN_RESP) return tlm::TLM_ACCEPTED;
  slave_ready(annotated_time(delay));
  return tlm::TLM_COMPLETED;
}

/// Read: the slave has the first data at `ready`, the others follow. Write: it has taken all of them.
void EisaBus::slave_ready(Time ready) {
  const bool write = segment_.payload().is_write();
  const Time zero_wait = clock_.after(segment_start_, write ? lead_ + rest_ : lead_);
  const Time first = max(zero_wait, clock_.align(ready));
  wait_states_ += first - zero_wait;
  stage_ = Stage::data;
  step_.reschedule(write ? first : clock_.after(first, rest_));
}

bool EisaBus::somebody_waits(Time now) const {
  for (const auto& master : masters_)
    if (master->waiting && master->from <= now) return true;
  return next_refresh_ <= now;
}

void EisaBus::end_segment(Time now) {
  Master& master = *masters_[owner_];
  const Payload& segment = segment_.payload();
  SHRIMP_INVARIANT(segment.is_response_ok(), "EISA bus: {} of {} bytes at {:#x} failed: {}",
                   segment.is_write() ? "a write" : "a read", segment.get_data_length(),
                   segment.get_address(), segment.get_response_string());
  master.position += segment.get_data_length();
  if (master.position == master.payload->get_data_length()) return release(now);
  const bool kept_long = now >= clock_.after(held_since_, parameters_.preemption.n);
  if (!kept_long || !somebody_waits(now)) return begin_segment(now);
  ++preemptions_;
  master.waiting = true;
  master.from = now;
  free_bus(now);
  schedule();
}

void EisaBus::release(Time now) {
  Master& master = *masters_[owner_];
  Payload& payload = *master.payload;
  master.bytes += payload.get_data_length();
  master.payload = nullptr;
  free_bus(now);
  payload.set_response_status(tlm::TLM_OK_RESPONSE);
  respond(master.socket, payload, now);
  schedule();
}

void EisaBus::free_bus(Time now) {
  stage_ = Stage::idle;
  owner_track_.set(now, 0);
  free_at_ = now;
  busy_ += now - held_since_;
}

void EisaBus::show(TrackSink& sink) {
  std::vector<std::string_view> owners{"free"};
  for (const auto& master : masters_) owners.push_back(master->socket.basename());
  const bool is_free = stage_ == Stage::idle || stage_ == Stage::arbitrating;
  sink.state("owner", owner_track_, is_free ? 0 : owner_ + 1, owners, "Which master has the EISA bus.");
}

void EisaBus::report(StatisticsSink& sink) const {
  for (const auto& master : masters_) {
    sink.enter(master->socket.basename());
    sink.count("transactions", master->transactions, "transactions", "Transactions this master began.");
    sink.count("bytes", master->bytes, "bytes", "Bytes this master moved.");
    sink.time("waited", master->waited, "Time this master waited for the EISA bus.");
    sink.leave();
  }
  sink.time("busy", busy_, "Time masters had the EISA bus.");
  sink.time("wait_states", wait_states_, "Time the EISA bus waited for slaves beyond their cycles.");
  sink.count("bursts", bursts_, "bursts", "Bursts and single cycles begun; a burst ends at every 1 KB.");
  sink.count("preemptions", preemptions_, "preemptions",
             "Masters that gave up the bus within a transaction.");
  sink.count("refresh_delays", refresh_delays_, "refreshes", "Times a master waited for a refresh.");
}

}  // namespace shrimp
