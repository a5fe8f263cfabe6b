// SPDX-License-Identifier: MIT
// One burst that an engine of the board masters on the EISA bus.
//
// The board's engines share one TLM-2.0 socket; each has a transfer of its own, and the response finds its
// way back by the payload (models/bus/bus_protocol.h says how the bus is spoken to). The bus arbitrates each
// transfer anew and splits it as its cycles demand.
#pragma once
#include "models/bus/bus_protocol.h"
#include "models/common/calendar.h"

namespace shrimp {

class EisaTransfer {
 public:
  using Socket = tlm::tlm_initiator_socket<32>;

  /// `done` is called when the bus has finished the transfer.
  template <class Owner>
  EisaTransfer(Socket& socket, Calendar& calendar, Owner* owner, void (Owner::*done)(Time now))
      : socket_(socket), done_(calendar, owner, done) {}

  void read(PhysicalAddress address, std::uint8_t* data, std::uint32_t bytes, Time now);
  void write(PhysicalAddress address, std::uint8_t* data, std::uint32_t bytes, Time now);
  bool running() const { return running_; }
  /// To be called first when done: the engine may start the next transfer.
  void finish();

  /// The least delay after which the end of a transfer can show on another node (Event::set_reach).
  void set_reach(Time least_delay) { done_.set_reach(least_delay); }
  bool is(tlm::tlm_generic_payload& payload) { return &payload == &payload_.payload(); }
  /// A backward call of the bus for this transfer.
  tlm::tlm_sync_enum respond(tlm::tlm_phase& phase, sc_core::sc_time& delay);

 private:
  void start(bool write, PhysicalAddress address, std::uint8_t* data, std::uint32_t bytes, Time now);

  Socket& socket_;
  BusPayload payload_;
  bool running_ = false;
  Event done_;
};

}  // namespace shrimp
