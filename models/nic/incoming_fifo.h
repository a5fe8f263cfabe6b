// SPDX-License-Identifier: MIT
// Incoming FIFO (ISCA'94, section 4): packets from the network interface chip, stored until they are checked.
//
// Room is reserved before the chip accepts a packet from the mesh: if the largest packet does not fit, the
// chip does not accept, and the mesh holds the packet back.
#pragma once
#include "models/common/parameters.h"
#include "models/nic/network_interface.h"
#include "models/nic/packet_fifo.h"

namespace shrimp {

struct IncomingFifoParameters {
  Bytes capacity;
  Time latency;

  template <class Visitor>
  void visit(Visitor&& v) {
    v("capacity", capacity, "bytes of packets that the FIFO holds", range(Bytes{64}, Bytes{1 << 24}));
    v("latency", latency, "a packet falling through the FIFO", range(Time{}, Time::from_us(10)));
  }
};

class IncomingFifo : public PacketFifo {
 public:
  IncomingFifo(const IncomingFifoParameters& parameters, Calendar& calendar, std::uint32_t largest_packet);

  /// Reserves room for a packet of the largest size; false if it does not fit: the FIFO is full until one
  /// does.
  bool reserve(Time now);
  /// The packet for which room was reserved.
  void push(Packet* packet, Time now);
  void pop(Time now);
  void report(StatisticsSink& sink) const;

 private:
  IncomingFifoParameters parameters_;
  std::uint32_t largest_packet_;
  std::uint64_t reserved_ = 0;
  std::uint64_t refusals_ = 0;
};

}  // namespace shrimp
