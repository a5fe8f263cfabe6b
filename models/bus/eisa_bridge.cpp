// SPDX-License-Identifier: MIT
#include "models/bus/eisa_bridge.h"

namespace shrimp {

EisaBridge::EisaBridge(sc_core::sc_module_name name, const BridgeParameters& parameters)
    : sc_module(name),
      parameters_(parameters),
      xpress_slave_("xpress_slave"),
      xpress_master_("xpress_master"),
      eisa_slave_("eisa_slave"),
      eisa_master_("eisa_master") {
  xpress_slave_.register_nb_transport_fw(this, &EisaBridge::processor_requests);
  eisa_master_.register_nb_transport_bw(this, &EisaBridge::eisa_answers);
  eisa_slave_.register_nb_transport_fw(this, &EisaBridge::eisa_requests);
  xpress_master_.register_nb_transport_bw(this, &EisaBridge::memory_answers);
}

tlm::tlm_sync_enum EisaBridge::processor_requests(Payload& payload, tlm::tlm_phase& phase,
                                                  sc_core::sc_time& delay) {
  if (phase != tlm::BEGIN_REQ) return tlm::TLM_COMPLETED;
  ++io_accesses_;
  const Time end = request(eisa_master_, payload, annotated_time(delay) + parameters_.io_setup);
  if (end.is_never()) return tlm::TLM_ACCEPTED;
  delay = annotated_delay(end);
  return tlm::TLM_COMPLETED;
}

tlm::tlm_sync_enum EisaBridge::eisa_answers(Payload& payload, tlm::tlm_phase& phase,
                                            sc_core::sc_time& delay) {
  if (phase != tlm::BEGIN_RESP) return tlm::TLM_ACCEPTED;
  respond(xpress_slave_, payload, annotated_time(delay));
  return tlm::TLM_COMPLETED;
}

tlm::tlm_sync_enum EisaBridge::eisa_requests(Payload& payload, tlm::tlm_phase& phase,
                                             sc_core::sc_time& delay) {
  if (phase != tlm::BEGIN_REQ) return tlm::TLM_COMPLETED;
  requested_at_ = annotated_time(delay);
  (payload.is_write() ? lines_written_ : lines_read_) += 1;
  const Time begin = max(requested_at_ + parameters_.memory_setup, line_free_at_);
  const Time end = request(xpress_master_, payload, begin);
  if (end.is_never()) return tlm::TLM_ACCEPTED;
  delay = annotated_delay(line_ready(payload, end));
  return tlm::TLM_COMPLETED;
}

tlm::tlm_sync_enum EisaBridge::memory_answers(Payload& payload, tlm::tlm_phase& phase,
                                              sc_core::sc_time& delay) {
  if (phase != tlm::BEGIN_RESP) return tlm::TLM_ACCEPTED;
  respond(eisa_slave_, payload, line_ready(payload, annotated_time(delay)));
  return tlm::TLM_COMPLETED;
}

/// When EISA may go on: once the first data have passed; with a memory that does not say when, at the end.
Time EisaBridge::line_ready(const Payload& payload, Time end) {
  line_free_at_ = end;
  const auto* extension = payload.get_extension<BusExtension>();
  const Time ready = extension ? min(extension->first_data, end) : end;
  line_wait_ += ready - requested_at_;
  return ready;
}

void EisaBridge::report(StatisticsSink& sink) const {
  sink.count("lines_read", lines_read_, "lines", "Lines read from memory for EISA masters.");
  sink.count("lines_written", lines_written_, "lines", "Lines written to memory for EISA masters.");
  sink.time("line_wait", line_wait_,
            "Time between the EISA transfers that needed a line and its first data.");
  sink.count("io_accesses", io_accesses_, "accesses", "Accesses of the processor to the EISA bus.");
}

}  // namespace shrimp
