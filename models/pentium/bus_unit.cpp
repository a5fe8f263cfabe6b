// SPDX-License-Identifier: MIT
#include "models/pentium/bus_unit.h"

#include "models/common/invariant.h"

namespace shrimp {

BusUnit::BusUnit(sc_core::sc_module_name name, Calendar& calendar)
    : sc_module(name), socket_("socket"), done_(calendar, this, &BusUnit::done) {
  socket_.register_nb_transport_bw(this, &BusUnit::answered);
  payload_.extension.master = BusMaster::processor;
}

void BusUnit::start(const Transaction& t, BusUnitClient& client, Time now) {
  SHRIMP_INVARIANT(is_idle(), "the bus unit began a second transaction, at {:#x}", t.address);
  client_ = &client;
  payload_.extension.data_in_place = region_of(t.address) == Region::memory;
  payload_.extension.locked = t.locked;
  payload_.extension.locked_update = t.locked_update;
  payload_.extension.store = t.times;
  // The core waits for it, or goes on and may write more. A lock keeps DMA out, which shows when it gets in.
  done_.set_core_reach(t.locked ? Time{} : t.core_reach);
  std::uint8_t* data = t.data ? t.data : line_data_.data();
  const Time end = request(socket_, payload_.set(t.write, t.address, data, t.bytes), now);
  if (!end.is_never()) done_.reschedule(end);
}

tlm::tlm_sync_enum BusUnit::answered(tlm::tlm_generic_payload&, tlm::tlm_phase& phase,
                                     sc_core::sc_time& delay) {
  if (phase != tlm::BEGIN_RESP) return tlm::TLM_ACCEPTED;
  done_.reschedule(annotated_time(delay));
  return tlm::TLM_COMPLETED;
}

void BusUnit::done(Time now) {
  BusUnitClient* client = client_;
  client_ = nullptr;
  client->bus_done(now);
}

}  // namespace shrimp
