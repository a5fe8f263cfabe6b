// SPDX-License-Identifier: MIT
#include "models/nic/eisa_master_port.h"

#include "models/nic/eisa_transfer.h"

namespace shrimp {

void EisaMasterPort::start(EisaTransfer& transfer, Engine engine, Time now) {
  if (!active_) return issue(transfer, now);
  ++conflicts_;
  waiting_[static_cast<std::size_t>(engine)] = &transfer;
}

void EisaMasterPort::issue(EisaTransfer& transfer, Time now) {
  active_ = &transfer;
  const Time end = request(socket_, transfer.payload(), now);
  if (!end.is_never()) ended(end);
}

void EisaMasterPort::ended(Time end) {
  EisaTransfer& transfer = *active_;
  active_ = nullptr;
  transfer.ended(end);
  for (EisaTransfer*& waiting : waiting_) {
    if (!waiting) continue;
    EisaTransfer& next = *waiting;
    waiting = nullptr;
    return issue(next, end);
  }
}

tlm::tlm_sync_enum EisaMasterPort::respond(tlm::tlm_phase& phase, sc_core::sc_time& delay) {
  if (phase != tlm::BEGIN_RESP) return tlm::TLM_ACCEPTED;  // END_REQ: the request was taken
  ended(annotated_time(delay));
  return tlm::TLM_COMPLETED;
}

void EisaMasterPort::report(StatisticsSink& sink) const {
  sink.count("conflicts", conflicts_, "transfers", "transfers that waited for the board's other engine");
}

}  // namespace shrimp
