// SPDX-License-Identifier: MIT
// Arbiter (ISCA'94, section 4): the board has one port to the network interface chip; incoming has absolute
// priority.
//
// A transfer moves one whole packet and starts only if its end can take it (the chip is empty, or room in the
// incoming FIFO is reserved), so it never blocks midway and incoming never waits for outgoing: no deadlock.
// The decision is taken after everything else that happens at the same instant.
#pragma once
#include "models/common/parameters.h"
#include "models/common/track.h"
#include "models/nic/network_interface_chip.h"
#include "models/nic/outgoing_fifo.h"

namespace shrimp {

struct ArbiterParameters {
  Time latency;
  Bandwidth bandwidth;

  template <class Visitor>
  void visit(Visitor&& v) {
    v("latency", latency, "decision and turn of the port", range(Time{}, Time::from_us(10)));
    v("bandwidth", bandwidth, "rate of the port between the board's FIFOs and the chip",
      range(Bandwidth{1'000'000}, Bandwidth{100'000'000'000}));
  }
};

class Arbiter {
 public:
  Arbiter(const ArbiterParameters& parameters, Calendar& calendar, OutgoingFifo& outgoing,
          NetworkInterfaceChip& chip);

  /// Something changed: decide what to move next.
  void consider(Time now);
  bool idle() const { return moving_ == Direction::none; }
  /// The least delay after which this block's events can show to the processor (Event::set_core_reach).
  void set_core_reach(Time decision, Time end_of_transfer) {
    decide_.set_core_reach(decision);
    done_.set_core_reach(end_of_transfer);
  }
  /// The least delay after which this block's events can show on another node (Event::set_reach).
  void set_reach(Time decision, Time end_of_transfer) {
    decide_.set_reach(decision);
    done_.set_reach(end_of_transfer);
  }
  void report(StatisticsSink& sink) const;
  void show(TrackSink& sink);

 private:
  enum class Direction : std::uint8_t { none, incoming, outgoing };
  void on_decide(Time now);
  void start(Direction direction, Packet& packet, Time now);
  void on_done(Time now);

  ArbiterParameters parameters_;
  OutgoingFifo& fifo_;
  NetworkInterfaceChip& chip_;
  Direction moving_ = Direction::none;
  StateTrack port_;
  Event done_;
  Event decide_;

  Time incoming_busy_{};
  Time outgoing_busy_{};
  std::uint64_t outgoing_deferred_ = 0;
};

}  // namespace shrimp
