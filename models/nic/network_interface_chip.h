// SPDX-License-Identifier: MIT
// Network interface chip (NIC): the backplane's own chip between board and router; holds one packet each way.
//
// Sending: a packet handed over by the arbiter is injected; the next is taken when its tail has left.
// Receiving: the chip tells the mesh that it takes a packet only if the incoming FIFO has room for the
// largest one.
#pragma once
#include "models/common/parameters.h"
#include "models/nic/incoming_fifo.h"

namespace shrimp {

struct NetworkInterfaceChipParameters {
  Time outgoing_latency;
  Time incoming_latency;

  template <class Visitor>
  void visit(Visitor&& v) {
    v("outgoing_latency", outgoing_latency, "packet in the chip until its head enters the mesh",
      range(Time::from_ns(1), Time::from_us(10)));
    v("incoming_latency", incoming_latency, "tail out of the mesh until the arbiter can move the packet",
      range(Time{}, Time::from_us(10)));
  }
};

class NetworkInterfaceChip final : public NetworkClient {
 public:
  NetworkInterfaceChip(const NetworkInterfaceChipParameters& parameters, Calendar& calendar,
                       NetworkPort& port, IncomingFifo& incoming);

  bool can_send() const { return !sending_; }
  void send(Packet* packet, Time now);
  /// The packet that came out of the mesh; nullptr if none.
  Packet* received() const { return arrived_ ? incoming_ : nullptr; }
  /// The received packet moves into the incoming FIFO.
  void hand_over(Time now);
  /// Takes one more packet from the mesh if the incoming FIFO has room.
  void offer_room(Time now);

  bool idle() const { return can_send() && !incoming_; }
  std::uint64_t packets_sent() const { return packets_sent_; }
  std::uint64_t packets_received() const { return packets_received_; }
  /// The least delay after which this block's events can show to the processor (Event::set_core_reach).
  void set_core_reach(Time injected, Time arrived) {
    injected_.set_core_reach(injected);
    arrived_event_.set_core_reach(arrived);
  }
  /// The least delay after which this block's events can show on another node (Event::set_reach).
  void set_reach(Time least_delay) {
    injected_.set_reach(least_delay);
    arrived_event_.set_reach(least_delay);
  }
  void report(StatisticsSink& sink) const;

  Wire packet_received;
  Wire sent;  // the chip can take the next packet

 private:
  void injection_done(Time t) override { injected_.wake_at(t); }
  void packet_arrives(Packet* packet, Time t) override;
  void on_injected(Time now);
  void on_arrived(Time now);

  NetworkInterfaceChipParameters parameters_;
  NetworkPort& port_;
  IncomingFifo& fifo_;
  bool sending_ = false;  // the last packet has not left the chip
  Packet* incoming_ = nullptr;
  bool arrived_ = false;  // the whole packet is in the chip
  bool offered_ = false;  // the mesh may deliver
  Event injected_;
  Event arrived_event_;

  std::uint64_t packets_sent_ = 0;
  std::uint64_t packets_received_ = 0;
};

}  // namespace shrimp
