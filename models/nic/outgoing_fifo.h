// SPDX-License-Identifier: MIT
// Outgoing FIFO (ISCA'94, section 4): packets on their way to the network interface chip.
//
// Snooped writes cannot be refused. So past a threshold the board interrupts the processor, whose handler
// waits until the FIFO has drained to the low-water mark; what is stored until the handler runs goes into the
// headroom above the threshold. Deliberate updates can wait, hence they only use the room below the
// threshold; on a board that does not snoop there is nothing else, and no threshold. A packet counts from the
// moment it is closed, and can be taken `latency` after its last byte is in.
#pragma once
#include <fmt/format.h>

#include <algorithm>

#include "models/common/parameters.h"
#include "models/nic/network_interface.h"
#include "models/nic/packet_fifo.h"

namespace shrimp {

struct OutgoingFifoParameters {
  Bytes capacity;
  Bytes threshold;
  Bytes headroom;
  Bytes low_water;
  Time latency;
  bool snooping = true;  // the board has packets that cannot wait; set by NicParameters

  template <class Visitor>
  void visit(Visitor&& v) {
    v("capacity", capacity, "bytes of packets that the FIFO holds", range(Bytes{64}, Bytes{1 << 24}));
    if (snooping) {
      v("threshold", threshold, "occupancy past which the processor is interrupted",
        range(Bytes{0}, Bytes{1 << 24}));
      v("headroom", headroom, "most that the processor may store between the interrupt and its handler",
        range(Bytes{0}, Bytes{1 << 24}));
      v("low_water", low_water, "occupancy at which the handler returns", range(Bytes{0}, Bytes{1 << 24}));
    }
    v("latency", latency, "a packet falling through the FIFO", range(Time{}, Time::from_us(10)));
  }
  /// How far packets that can wait may fill the FIFO.
  Bytes limit() const { return snooping ? threshold : capacity; }
  template <class Report>
  void check(Report&& report) const {
    if (threshold.n + headroom.n > capacity.n)
      report("threshold",
             fmt::format(
                 "{} bytes and the headroom of {} are more than the capacity of {}, so snooped writes could "
                 "be lost; with these two it may be {} bytes at most",
                 threshold.n, headroom.n, capacity.n, capacity.n - std::min(capacity.n, headroom.n)));
    if (low_water.n > threshold.n) report("low_water", "must not lie above the threshold");
  }
};

class OutgoingFifo : public PacketFifo {
 public:
  OutgoingFifo(const OutgoingFifoParameters& parameters, Calendar& calendar, InterruptLine& interrupts);

  /// The packet's last byte is in at `complete`; its room is taken at once.
  void push(Packet* packet, Time complete, Time now);
  void pop(Time now);

  /// True if a deliberate update's packet may enter.
  bool has_room_below_threshold(std::uint32_t bytes) const {
    return level() + bytes <= parameters_.limit().n;
  }
  /// A deliberate update waits for room, from now on, or no longer.
  void hold_back(bool waits, Time now) {
    holds_back_ = waits;
    set_full(!armed_ || holds_back_, now);
  }
  bool drained() const { return level() <= parameters_.low_water.n; }
  void report(StatisticsSink& sink) const;

 private:
  OutgoingFifoParameters parameters_;
  InterruptLine& interrupts_;
  bool armed_ = true;        // the threshold was not passed since the FIFO was last drained
  bool holds_back_ = false;  // a deliberate update
  std::uint64_t threshold_interrupts_ = 0;
};

}  // namespace shrimp
