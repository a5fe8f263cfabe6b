// SPDX-License-Identifier: MIT
// A board that does nothing; a test derives from it what it needs.
#pragma once
#include "models/nic/network_interface.h"
#include "tests/models/bus/bench.h"

namespace shrimp {

class SilentBoard : public sc_core::sc_module, public NetworkInterface {
 public:
  SilentBoard(sc_core::sc_module_name name, Calendar& calendar)
      : sc_module(name), slave("slave", Time{}), dma("dma", calendar) {}
  tlm::tlm_target_socket<32>& eisa_slave() override { return slave.socket; }
  tlm::tlm_initiator_socket<32>& eisa_master() override { return dma.socket; }
  void snoop(const BusTransfer&, Time) override {}

  void connect(InterruptLine&) override {}
  bool take_arrival(Arrival&) override { return false; }
  bool take_bad_packet(BadPacket&) override { return false; }
  bool receives_into(std::uint32_t) const override { return false; }
  std::uint64_t packets_admitted() const override { return 0; }
  std::uint64_t packets_written() const override { return 0; }
  bool supports_automatic_update() const override { return true; }
  void set_automatic_update(std::uint32_t, const OutgoingMapping&) override {}
  std::uint32_t device_proxy_pages() const override { return 0; }
  void set_deliberate_update(std::uint32_t, const OutgoingMapping&) override {}
  void set_incoming(std::uint32_t, const IncomingMapping&) override {}
  void flush_combining(std::uint32_t) override {}
  void invalidate_initiation() override {}
  Initiation initiation() const override { return Initiation::two_references; }
  void set_pairing(std::uint32_t, const OutgoingMapping&) override {}
  bool start_transfer(PhysicalAddress, std::uint32_t, std::uint32_t, std::uint32_t,
                      const StoreTimes&) override {
    return false;
  }
  bool transferring() const override { return false; }
  bool send_fence(MeshCoordinates, PhysicalAddress, std::uint32_t) override { return false; }
  bool transfer_uses(std::uint32_t) const override { return false; }
  bool outgoing_fifo_drained() const override { return true; }
  IncomingFault incoming_fault() const override { return {}; }
  void drop_and_restart() override {}
  void set_core_reaches(const CoreReach& r) override { reach = r; }
  Time least_arrival_to_core() const override { return reach.dma; }
  Time least_snoop_to_core() const override { return reach.dma; }
  Time least_snoop_to_network() const override { return Time::from_ns(10); }
  bool quiet() const override { return true; }
  void stop_receiver() override {}
  ReceiveTrouble trouble() const override { return {}; }
  std::string waiting_for() const override { return ""; }
  void report(StatisticsSink&) const override {}

  CoreReach reach{};
  FixedSlave<32> slave;
  PlannedMaster<32> dma;
};

}  // namespace shrimp
