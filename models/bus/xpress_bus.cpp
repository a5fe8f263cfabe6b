// SPDX-License-Identifier: MIT
#include "models/bus/xpress_bus.h"

#include "models/common/invariant.h"

namespace shrimp {

namespace {
enum MasterTag : int { from_processor = 0, from_bridge = 1 };
enum SlaveTag : int { to_memory = 0, to_io = 1 };

void check_response(const tlm::tlm_generic_payload& payload) {
  SHRIMP_INVARIANT(payload.is_response_ok(), "memory bus: {} of {} bytes at {:#x} failed: {}",
                   payload.is_write() ? "a write" : "a read", payload.get_data_length(),
                   payload.get_address(), payload.get_response_string());
}
}  // namespace

XpressBus::XpressBus(sc_core::sc_module_name name, Calendar& calendar, const Clock& clock,
                     const XpressParameters& parameters)
    : sc_module(name),
      parameters_(parameters),
      clock_(clock),
      processor_("processor", BusMaster::processor),
      bridge_("bridge", BusMaster::eisa_bridge),
      memory_("memory"),
      io_("io"),
      calendar_(calendar),
      grant_(calendar, this, &XpressBus::grant),
      show_(calendar, this, &XpressBus::show) {
  processor_.socket.register_nb_transport_fw(this, &XpressBus::requested, from_processor);
  bridge_.socket.register_nb_transport_fw(this, &XpressBus::requested, from_bridge);
  memory_.register_nb_transport_bw(this, &XpressBus::answered, to_memory);
  io_.register_nb_transport_bw(this, &XpressBus::answered, to_io);
}

tlm::tlm_sync_enum XpressBus::requested(int tag, Payload& payload, tlm::tlm_phase& phase,
                                        sc_core::sc_time& delay) {
  if (phase != tlm::BEGIN_REQ) return tlm::TLM_COMPLETED;
  Master& master = tag == from_bridge ? bridge_ : processor_;
  SHRIMP_INVARIANT(master.request == Request::none,
                   "memory bus: a master began a second transaction at {:#x}", payload.get_address());
  const std::int64_t handshake = tag == from_bridge ? parameters_.bridge_grant.n : 0;
  master.payload = &payload;
  master.request = Request::waiting;
  master.from = clock_.after(annotated_time(delay), handshake);
  ++master.transactions;
  schedule();
  return tlm::TLM_ACCEPTED;
}

/// Clock edges are floors of exact times, hence the picosecond less.
void XpressBus::set_snoop_core_reach(Time least_delay) {
  show_.set_core_reach(least_delay);
  store_core_reach_ = later(least_delay, clock_.edge(parameters_.single.n) - clock_.edge(0) - Time{1});
}

bool XpressBus::wants_bus(const Master& master) const {
  if (locked_by_ && locked_by_ != &master) return false;
  return master.request == Request::waiting || master.request == Request::repeat;
}

/// Looks for the next owner at the earliest edge at which somebody may have the bus.
void XpressBus::schedule() {
  if (stage_ != Stage::idle) return;
  Time from = Time::never();
  if (wants_bus(processor_)) from = processor_.from;
  if (wants_bus(bridge_)) from = min(from, bridge_.from);
  if (from.is_never()) return grant_.cancel();
  // The processor's own transactions change nothing that it hits in, but a board that sees its writes may
  // interrupt. Those of the bridge do, and so does one of the processor's that ends the lock which keeps the
  // bridge out.
  const bool bridge_waits = bridge_.request == Request::waiting || bridge_.request == Request::repeat;
  const bool writes = wants_bus(processor_) && processor_.payload->is_write();
  grant_.set_core_reach(bridge_waits ? Time{} : writes ? store_core_reach_ : Time::never());
  grant_.reschedule(max(from, free_at_));
}

void XpressBus::grant(Time now) {
  Master& master = wants_bus(bridge_) && bridge_.from <= now ? bridge_ : processor_;
  owner_ = &master;
  master.waited += now - master.from;
  if (master.request == Request::repeat) return repeat(master, now);
  master.request = Request::on_bus;
  Payload& payload = *master.payload;
  if (auto* extension = payload.get_extension<BusExtension>()) extension->grant(now);
  const bool memory = region_of(address_of(payload)) == Region::memory;
  if (memory && master.kind != BusMaster::processor) calendar_.check_core_limit();
  if (memory && cache_ && master.kind != BusMaster::processor) {
    const CoherentCache::Modified modified =
        cache_->inquire(address_of(payload), payload.get_data_length(), payload.is_write());
    if (modified.bytes > 0) return write_back(modified, now);
  }
  transfer(now);
}

/// What a cache holds modified goes to memory before the transaction that needs it. The data are in place
/// already.
void XpressBus::write_back(const CoherentCache::Modified& modified, Time now) {
  stage_ = Stage::write_back;
  owner_track_.set(now, Owner::write_back);
  start_ = now;
  ++write_backs_;
  SHRIMP_INVARIANT(modified.bytes <= line_data_.size(), "memory bus: a write-back of {} bytes",
                   modified.bytes);
  write_back_.extension.master = BusMaster::processor;
  write_back_.extension.data_in_place = true;
  Payload& payload = write_back_.set(true, modified.address, line_data_.data(), modified.bytes);
  const Time end = request(memory_, payload, now);
  if (!end.is_never()) ended(payload, end);
}

void XpressBus::transfer(Time at) {
  stage_ = Stage::transfer;
  owner_track_.set(at, owner_->kind == BusMaster::processor ? Owner::processor : Owner::bridge);
  start_ = at;
  Payload& payload = *owner_->payload;
  if (region_of(address_of(payload)) == Region::memory) {
    if (watcher_ && owner_->kind != BusMaster::processor && payload.is_write())
      watcher_->written(address_of(payload), payload.get_data_length(), at);
    const Time end = request(memory_, payload, at);
    if (!end.is_never()) ended(payload, end);
    return;
  }
  const Time end = request(io_, payload, at);
  if (end.is_never())
    back_off(at);
  else
    ended(payload, end);
}

/// The I/O side needs time: the master leaves the bus and repeats the cycle when the answer is there.
void XpressBus::back_off(Time now) {
  owner_->request = Request::backed_off;
  ++back_offs_;
  free_bus(now, clock_.after(now, parameters_.single.n));
  schedule();
}

void XpressBus::repeat(Master& master, Time now) {
  owner_track_.set(now, &master == &processor_ ? Owner::processor : Owner::bridge);
  start_ = now;
  end_transaction(master, clock_.after(now, parameters_.single.n));
}

tlm::tlm_sync_enum XpressBus::answered(int tag, Payload& payload, tlm::tlm_phase& phase,
                                       sc_core::sc_time& delay) {
  if (phase != tlm::BEGIN_RESP)
    return tlm::TLM_ACCEPTED;  // END_REQ of a third party's slave says nothing new
  const Time end = annotated_time(delay);
  if (tag == to_memory) {
    ended(payload, end);
    return tlm::TLM_COMPLETED;
  }
  Master& master = &payload == processor_.payload ? processor_ : bridge_;
  check_response(payload);
  master.request = Request::repeat;
  master.from = clock_.align(end);
  schedule();
  return tlm::TLM_COMPLETED;
}

Time XpressBus::zero_wait_end(const Payload& payload) const {
  const std::int64_t beats = transfers(address_of(payload), payload.get_data_length(), parameters_.width);
  return clock_.after(start_, parameters_.single.n + (beats - 1) * parameters_.burst_next.n);
}

/// The slave is done at `completion`: the bus is, at the first clock edge from then.
void XpressBus::ended(Payload& payload, Time completion) {
  check_response(payload);
  const Time end = max(clock_.align(completion), zero_wait_end(payload));
  if (stage_ == Stage::write_back) {
    busy_ += end - start_;
    return transfer(end);
  }
  auto* extension = payload.get_extension<BusExtension>();
  if (extension && !extension->first_data.is_never()) {
    const Time first = max(clock_.align(extension->first_data), clock_.after(start_, parameters_.single.n));
    extension->first_data = min(first, end);
  }
  end_transaction(*owner_, end);
}

/// The end is known: tells the master at once, with the delay annotated, and looks for the next owner.
void XpressBus::end_transaction(Master& master, Time end) {
  Payload& payload = *master.payload;
  const bool memory = region_of(address_of(payload)) == Region::memory;
  const auto* extension = payload.get_extension<BusExtension>();
  if (memory && payload.is_write() && master.kind == BusMaster::processor && !snoopers_.empty() &&
      payload.get_data_length() <= parameters_.width.n) {
    shown_ = {master.kind, true, address_of(payload), payload.get_data_length(), payload.get_data_ptr(), {}};
    if (extension) shown_.times = extension->times();
    show_.reschedule(clock_.after(start_, parameters_.single.n));
  }
  locked_by_ = extension && extension->locked ? &master : nullptr;
  master.request = Request::none;
  free_bus(start_, end);
  respond(master.socket, payload, end);
  schedule();
}

void XpressBus::free_bus(Time start, Time end) {
  stage_ = Stage::idle;
  free_at_ = end;
  owner_track_.set(end, Owner::nobody);
  busy_ += end - start;
}

void XpressBus::show(Time now) {
  for (BusSnooper* snooper : snoopers_) snooper->snoop(shown_, now);
}

void XpressBus::show(TrackSink& sink) {
  sink.state("owner", owner_track_, Owner::nobody, {"free", "processor", "bridge", "write-back"},
             "Who has the memory bus: a master, or a modified line on its way to memory.");
}

void XpressBus::report(StatisticsSink& sink) const {
  for (const Master* master : {&processor_, &bridge_}) {
    sink.enter(master->kind == BusMaster::processor ? "processor" : "bridge");
    sink.count("transactions", master->transactions, "transactions", "Transactions this master began.");
    sink.time("waited", master->waited, "Time this master waited for the memory bus.");
    sink.leave();
  }
  sink.time("busy", busy_, "Time the memory bus was taken.");
  sink.count("write_backs", write_backs_, "lines",
             "Modified lines written to memory before DMA could go on.");
  sink.count("back_offs", back_offs_, "transactions",
             "Accesses to the I/O side that left the bus free meanwhile.");
}

}  // namespace shrimp
