// SPDX-License-Identifier: MIT
// Incoming FIFO (ISCA'94, section 4): packets from the network interface chip, stored until they are checked.
//
// Room is reserved before the chip accepts a packet from the mesh: if the largest packet does not fit, the
// chip does not accept, and the mesh holds the packet back.
#pragma once
#include "models/common/parameters.h"
#include "models/nic/network_interface.h"
#include "models/nic/ring.h"
#include "models/nic/wire.h"

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

class IncomingFifo {
 public:
  IncomingFifo(const IncomingFifoParameters& parameters, Calendar& calendar, std::uint32_t largest_packet);

  /// Reserves room for a packet of the largest size; false if it does not fit.
  bool reserve();
  /// The packet for which room was reserved.
  void push(Packet* packet, Time now);
  /// The packet that can be taken now; nullptr if none.
  Packet* head(Time now) const;
  void pop(Time now);
  bool empty() const { return packets_.empty(); }
  std::uint64_t level() const { return static_cast<std::uint64_t>(occupancy_.level()); }
  std::uint64_t packets_in() const { return packets_in_; }
  std::uint64_t packets_out() const { return packets_out_; }
  /// The least delay after which this block's events can show to the processor (Event::set_core_reach).
  void set_core_reach(Time least_delay) { ready_.set_core_reach(least_delay); }
  /// The least delay after which this block's events can show on another node (Event::set_reach).
  void set_reach(Time least_delay) { ready_.set_reach(least_delay); }
  void report(StatisticsSink& sink) const;

  Wire packet_ready;  // a packet can be taken
  Wire room;          // a packet was taken

 private:
  struct Entry {
    Packet* packet;
    Time ready;
  };
  void on_ready(Time now) { packet_ready(now); }

  IncomingFifoParameters parameters_;
  Calendar& calendar_;
  std::uint32_t largest_packet_;
  Ring<Entry> packets_;
  std::uint64_t reserved_ = 0;
  Event ready_;

  Occupancy occupancy_;  // bytes
  std::uint64_t packets_in_ = 0;
  std::uint64_t packets_out_ = 0;
  std::uint64_t refusals_ = 0;
};

}  // namespace shrimp
