// SPDX-License-Identifier: MIT
// A board that remembers what the kernel has entered in its tables.
#pragma once
#include <map>
#include <systemc>
#include <tuple>
#include <vector>

#include "models/nic/network_interface.h"

namespace shrimp {

class FakeBoard final : public sc_core::sc_module, public NetworkInterface {
 public:
  explicit FakeBoard(std::uint32_t entries = 16, sc_core::sc_module_name name = "board")
      : sc_module(name), entries_(entries) {}

  // What the tests look at.
  std::map<std::uint32_t, OutgoingMapping> deliberate;
  std::map<std::uint32_t, IncomingMapping> incoming;
  int invalidated = 0;
  bool takes_fences = true;
  std::vector<std::tuple<MeshCoordinates, PhysicalAddress, std::uint32_t>> fences;

  tlm::tlm_target_socket<32>& eisa_slave() override { return slave_; }
  tlm::tlm_initiator_socket<32>& eisa_master() override { return master_; }
  void snoop(const BusTransfer&, Time) override {}
  void connect(InterruptLine&) override {}
  bool take_arrival(Arrival&) override { return false; }
  bool take_bad_packet(BadPacket&) override { return false; }
  bool receives_into(std::uint32_t) const override { return false; }
  bool supports_automatic_update() const override { return true; }
  void set_automatic_update(std::uint32_t, const OutgoingMapping&) override {}
  std::uint32_t device_proxy_pages() const override { return entries_; }
  void set_deliberate_update(std::uint32_t page, const OutgoingMapping& m) override { deliberate[page] = m; }
  void set_incoming(std::uint32_t page, const IncomingMapping& m) override { incoming[page] = m; }
  void flush_combining(std::uint32_t) override {}
  void invalidate_initiation() override { ++invalidated; }
  Initiation initiation() const override { return Initiation::two_references; }
  void set_pairing(std::uint32_t, const OutgoingMapping&) override {}
  bool start_transfer(PhysicalAddress, std::uint32_t, std::uint32_t, std::uint32_t) override { return false; }
  bool transferring() const override { return false; }
  bool send_fence(MeshCoordinates destination, PhysicalAddress address, std::uint32_t word) override {
    if (takes_fences) fences.emplace_back(destination, address, word);
    return takes_fences;
  }
  bool transfer_uses(std::uint32_t) const override { return false; }
  bool outgoing_fifo_drained() const override { return true; }
  IncomingFault incoming_fault() const override { return {}; }
  void drop_and_restart() override {}
  void set_core_reaches(const CoreReach&) override {}
  Time least_arrival_to_core() const override { return Time{}; }
  Time least_snoop_to_core() const override { return Time{}; }
  Time least_snoop_to_network() const override { return Time{}; }
  bool quiet() const override { return true; }
  std::string waiting_for() const override { return ""; }
  void report(StatisticsSink&) const override {}

 private:
  std::uint32_t entries_;
  tlm::tlm_target_socket<32> slave_{"slave"};
  tlm::tlm_initiator_socket<32> master_{"master"};
};

}  // namespace shrimp
