// SPDX-License-Identifier: MIT
// The bridge between the Xpress memory bus and the EISA bus.
//
// Processor to EISA: the memory bus's I/O slave; the processor is backed off until the EISA cycle is over,
// stores are not posted [A]. EISA master to memory: each line of a burst becomes one transaction of the
// memory bus, which snoops the processor's caches [R-m]. The bridge buffers one 32-byte line. EISA waits
// until the first of a line's data have passed; the rest streams behind, as the memory is faster than EISA.
// The wait, about 0.3 us a line, is what brings 33 MB/s down to about 23 [A, D].
#pragma once
#include <tlm_utils/simple_initiator_socket.h>
#include <tlm_utils/simple_target_socket.h>

#include "models/bus/bus_protocol.h"
#include "models/bus/eisa_parameters.h"
#include "models/common/statistics.h"

namespace shrimp {

class EisaBridge : public sc_core::sc_module {
 public:
  EisaBridge(sc_core::sc_module_name name, const BridgeParameters& parameters);

  // Sockets: of the memory bus (slave, master) and of the EISA bus (slave, master).
  tlm::tlm_target_socket<64>& xpress_slave() { return xpress_slave_; }
  tlm::tlm_initiator_socket<64>& xpress_master() { return xpress_master_; }
  tlm::tlm_target_socket<32>& eisa_slave() { return eisa_slave_; }
  tlm::tlm_initiator_socket<32>& eisa_master() { return eisa_master_; }

  void report(StatisticsSink& sink) const;

 private:
  using Payload = tlm::tlm_generic_payload;
  tlm::tlm_sync_enum processor_requests(Payload&, tlm::tlm_phase&, sc_core::sc_time&);
  tlm::tlm_sync_enum eisa_answers(Payload&, tlm::tlm_phase&, sc_core::sc_time&);
  tlm::tlm_sync_enum eisa_requests(Payload&, tlm::tlm_phase&, sc_core::sc_time&);
  tlm::tlm_sync_enum memory_answers(Payload&, tlm::tlm_phase&, sc_core::sc_time&);
  Time line_ready(const Payload& payload, Time end);

  const BridgeParameters parameters_;
  tlm_utils::simple_target_socket<EisaBridge, 64> xpress_slave_;
  tlm_utils::simple_initiator_socket<EisaBridge, 64> xpress_master_;
  tlm_utils::simple_target_socket<EisaBridge, 32> eisa_slave_;
  tlm_utils::simple_initiator_socket<EisaBridge, 32> eisa_master_;
  Time line_free_at_{};  // the line buffer's last memory access ends
  Time requested_at_{};
  std::uint64_t lines_read_ = 0;
  std::uint64_t lines_written_ = 0;
  std::uint64_t io_accesses_ = 0;
  Time line_wait_{};
};

}  // namespace shrimp
