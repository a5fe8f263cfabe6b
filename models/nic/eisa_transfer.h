// SPDX-License-Identifier: MIT
// One burst that an engine of the board masters on the EISA bus, through the board's port
// (eisa_master_port.h).
//
// The bus arbitrates each transfer anew and splits it as its cycles demand.
#pragma once
#include "models/bus/bus_protocol.h"
#include "models/common/calendar.h"
#include "models/nic/eisa_master_port.h"

namespace shrimp {

class EisaTransfer {
 public:
  /// `done` is called when the bus has finished the transfer.
  template <class Owner>
  EisaTransfer(EisaMasterPort& port, EisaMasterPort::Engine engine, Calendar& calendar, Owner* owner,
               void (Owner::*done)(Time now))
      : port_(port), engine_(engine), done_(calendar, owner, done) {}

  void read(PhysicalAddress address, std::uint8_t* data, std::uint32_t bytes, Time now);
  void write(PhysicalAddress address, std::uint8_t* data, std::uint32_t bytes, Time now);
  bool running() const { return running_; }
  /// When the board got the bus for the transfer.
  Time granted() const { return payload_.extension.granted; }
  /// To be called first when done: the engine may start the next transfer.
  void finish();

  /// The least delay after which this block's events can show to the processor (Event::set_core_reach).
  void set_core_reach(Time least_delay) { done_.set_core_reach(least_delay); }
  /// The least delay after which the end of a transfer can show on another node (Event::set_reach).
  void set_reach(Time least_delay) { done_.set_reach(least_delay); }

  // The port's side.
  tlm::tlm_generic_payload& payload() { return payload_.payload(); }
  void ended(Time end) { done_.wake_at(end); }

 private:
  void start(bool write, PhysicalAddress address, std::uint8_t* data, std::uint32_t bytes, Time now);

  EisaMasterPort& port_;
  EisaMasterPort::Engine engine_;
  BusPayload payload_;
  bool running_ = false;
  Event done_;
};

}  // namespace shrimp
