// SPDX-License-Identifier: MIT
// What the SHRIMP boards have in common: deliberate update, the way to the mesh, and the receive path.
//
//   EISA slave -> deliberate update engine -> packetizer -> outgoing FIFO -> arbiter -> NIC -> mesh
//   mesh -> NIC -> arbiter -> incoming FIFO -> packet check -> incoming page table -> incoming DMA -> EISA
//   master
//
// Snooping is what SHRIMP-II adds (shrimp2.h) and SHRIMP-I lacks (shrimp1.h). // The board answers references
// to device proxies and memory proxies, and, if programs start transfers by compare-and-exchange, to command
// pages; both of its engines share the EISA master socket.
#pragma once
#include "models/nic/network_interface.h"
#include "models/nic/nic_parameters.h"

namespace shrimp {

/// Where a board sits.
struct BoardSite {
  Calendar& calendar;
  PacketPool& pool;
  NetworkPort& network;
  MeshCoordinates here;
};

class Board : public sc_core::sc_module,
              public NetworkInterface,
              protected tlm::tlm_fw_transport_if<>,
              protected tlm::tlm_bw_transport_if<> {
 public:
  Board(sc_core::sc_module_name name, const NicParameters& parameters, const BoardSite& site);

  tlm::tlm_target_socket<32>& eisa_slave() override { return eisa_slave_; }
  tlm::tlm_initiator_socket<32>& eisa_master() override { return eisa_master_; }
  void connect(InterruptLine& line) override { interrupts_.line = &line; }

  void set_deliberate_update(std::uint32_t device_proxy_page, const OutgoingMapping& mapping) override;
  void set_incoming(std::uint32_t local_page, const IncomingMapping& mapping) override;
  Initiation initiation() const override { return parameters_.way_to_start(); }
  void set_pairing(std::uint32_t local_page, const OutgoingMapping& mapping) override;
  void invalidate_initiation() override { deliberate_update_engine_.invalidate(); }
  bool start_transfer(PhysicalAddress source, std::uint32_t device_proxy_page, std::uint32_t offset,
                      std::uint32_t bytes, const StoreTimes& call) override;
  bool transferring() const override { return deliberate_update_engine_.transferring(); }
  std::uint32_t device_proxy_pages() const override { return outgoing_page_table_.device_proxy_pages(); }
  bool transfer_uses(std::uint32_t local_page) const override {
    return deliberate_update_engine_.uses(local_page);
  }
  bool receives_into(std::uint32_t local_page) const override;
  std::uint64_t packets_admitted() const override;
  std::uint64_t packets_written() const override { return incoming_dma_engine_.packets(); }
  bool send_fence(MeshCoordinates destination, PhysicalAddress address, std::uint32_t word) override;
  bool outgoing_fifo_drained() const override { return outgoing_fifo_.drained(); }
  IncomingFault incoming_fault() const override { return incoming_page_table_.fault(); }
  void drop_and_restart() override;
  bool take_arrival(Arrival& arrival) override {
    return incoming_dma_engine_.take_arrival(arrival, calendar_.now());
  }
  bool take_bad_packet(BadPacket& packet) override { return packet_check_.take_bad_packet(packet); }
  void set_core_reaches(const CoreReach& reach) override;
  Time least_arrival_to_core() const override { return least_arrival_to_core_; }
  bool quiet() const override;
  void stop_receiver() override { incoming_dma_engine_.stop(); }
  ReceiveTrouble trouble() const override;
  std::string waiting_for() const override;
  void report(StatisticsSink& sink) const override;
  void show(TrackSink& sink) override;

 protected:
  /// The board's end of the interrupt line; the node's end is plugged in later.
  struct Interrupts final : InterruptLine {
    void raise(InterruptCause cause, Time now) override {
      if (line) line->raise(cause, now);
    }
    InterruptLine* line = nullptr;
  };

  /// Hands the kernel's word to the packetizer, behind all that is still on its way there.
  virtual void forward_fence(const Fence& fence, Time now) = 0;
  /// The least time between closing a packet and its first effect on the network.
  Time least_packet_to_network() const { return least_packet_to_network_; }

  const NicParameters parameters_;
  Calendar& calendar_;
  Interrupts interrupts_;
  tlm::tlm_target_socket<32> eisa_slave_;
  tlm::tlm_initiator_socket<32> eisa_master_;
  EisaMasterPort eisa_master_port_;

  // In the order of the two paths; at one instant blocks act in this order, the arbiter after all of them.
  OutgoingPageTable outgoing_page_table_;
  OutgoingFifo outgoing_fifo_;
  Packetizer packetizer_;
  IncomingDmaEngine incoming_dma_engine_;
  IncomingPageTable incoming_page_table_;
  IncomingFifo incoming_fifo_;
  PacketCheck packet_check_;
  NetworkInterfaceChip network_interface_chip_;
  DeliberateUpdateEngine deliberate_update_engine_;
  CompareExchange compare_exchange_;  // used if nic.initiation says so
  Arbiter arbiter_;
  Time least_packet_to_network_;
  Time least_arrival_to_core_{};

 private:
  void set_reaches(const NicParameters& parameters, Time network);
  void wire_blocks();

  // The slave: references of the processor.
  void access(tlm::tlm_generic_payload& payload, Time now);
  bool answers(Region region) const;
  void store(PhysicalAddress address, std::uint32_t value, bool locked, Time now);
  std::uint32_t load(PhysicalAddress address, bool locked, Time now);
  tlm::tlm_sync_enum nb_transport_fw(tlm::tlm_generic_payload& payload, tlm::tlm_phase& phase,
                                     sc_core::sc_time& delay) override;
  void b_transport(tlm::tlm_generic_payload& payload, sc_core::sc_time& delay) override;
  bool get_direct_mem_ptr(tlm::tlm_generic_payload&, tlm::tlm_dmi&) override { return false; }
  unsigned int transport_dbg(tlm::tlm_generic_payload&) override { return 0; }
  // The master: answers of the bus.
  tlm::tlm_sync_enum nb_transport_bw(tlm::tlm_generic_payload& payload, tlm::tlm_phase& phase,
                                     sc_core::sc_time& delay) override;
  void invalidate_direct_mem_ptr(sc_dt::uint64, sc_dt::uint64) override {}
};

}  // namespace shrimp
