// SPDX-License-Identifier: MIT
// The Pentium's bus unit: one transaction of the memory bus at a time, for a read or for a write buffer.
#pragma once
#include <tlm_utils/simple_initiator_socket.h>

#include <array>

#include "models/bus/bus_protocol.h"
#include "models/common/calendar.h"

namespace shrimp {

/// Told when its transaction has left the bus.
class BusUnitClient {
 public:
  virtual void bus_done(Time now) = 0;

 protected:
  ~BusUnitClient() = default;
};

class BusUnit : public sc_core::sc_module {
 public:
  BusUnit(sc_core::sc_module_name name, Calendar& calendar);

  tlm::tlm_initiator_socket<64>& socket() { return socket_; }

  struct Transaction {
    bool write = false;
    bool locked = false;  // keep the bus afterwards
    PhysicalAddress address = 0;
    std::uint32_t bytes = 0;
    std::uint8_t* data = nullptr;  // null: a line of main memory, whose data are in place
    bool locked_update = false;    // the read or the write of a locked update
    Time core_reach =
        Time::never();   // from its end to what may follow, if not locked (Event::set_core_reach)
    StoreTimes times{};  // of a write
  };
  void start(const Transaction& transaction, BusUnitClient& client, Time now);
  bool is_idle() const { return !client_; }

 private:
  tlm::tlm_sync_enum answered(tlm::tlm_generic_payload&, tlm::tlm_phase&, sc_core::sc_time&);
  void done(Time now);

  tlm_utils::simple_initiator_socket<BusUnit, 64> socket_;
  BusPayload payload_;
  std::array<std::uint8_t, page_bytes> line_data_{};  // a line's payload points here; never looked at
  BusUnitClient* client_ = nullptr;
  Event done_;
};

}  // namespace shrimp
