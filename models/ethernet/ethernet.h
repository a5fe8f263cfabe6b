// SPDX-License-Identifier: MIT
// The Ethernet beside the backplane: one shared segment of IEEE 802.3 through which the daemons of the nodes
// talk. Never on the path of a message of VMMC.
//
// A frame's way: send at t - interface_latency -> asks at t -> waits in its interface until the segment is
// free -> framing + data, at least the shortest frame, at the segment's rate -> interface_latency ->
// frame_arrives. The segment is silent for the gap behind each frame.
//
// Idealized: no collisions and no back-off. Frames have the segment in the order in which they asked for it,
// at one instant in the order of nodes, as if every station knew of the others; a loaded segment is therefore
// better here than it was. Frames that the fault injection loses occupy it all the same.
#pragma once
#include <deque>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "models/common/calendar.h"
#include "models/common/fault_parameters.h"
#include "models/common/statistics.h"
#include "models/common/track.h"
#include "models/ethernet/ethernet_parameters.h"

namespace shrimp {

class Ethernet {
 public:
  /// Lives on `calendar`, which is the mesh's: one calendar less to look at for every processor.
  Ethernet(Calendar& calendar, const EthernetParameters& parameters, NodeNumber nodes,
           const FaultParameters& faults);
  Ethernet(const Ethernet&) = delete;
  Ethernet& operator=(const Ethernet&) = delete;

  EthernetPort& port(NodeNumber node) { return *ports_.at(node); }
  /// What a frame's arrival does to a node's calendar may show to the processor there at once. Whoever
  /// computes how far processors run ahead adds `arrival_to_core` to the reach of foreign events
  /// (Executive::horizon), so that much is taken off here. Must be less than the interface's latency.
  void set_arrival_to_core(Time arrival_to_core);

  // Conservation: sent = delivered + lost + dropped + waiting.
  std::uint64_t sent() const { return sent_; }
  std::uint64_t delivered() const { return delivered_; }
  std::uint64_t lost() const { return lost_; }
  std::uint64_t dropped() const { return dropped_; }
  std::uint64_t waiting() const { return asking_.size() + line_.size() + (sending_ ? 1 : 0); }
  void report(StatisticsSink& sink) const;
  void show(TrackSink& sink);
  /// Names the frames that are under way, a line for each; empty if there are none.
  std::string waiting_for() const;

 private:
  class Port final : public EthernetPort {
   public:
    Port(Ethernet& ethernet, NodeNumber node) : ethernet_(ethernet), node_(node) {}
    void attach(EthernetClient* client) override { client_ = client; }
    void send(const EthernetFrame& frame, Time t) override { ethernet_.send(node_, frame, t); }
    Time least_delay() const override { return ethernet_.parameters_.interface_latency; }
    std::uint32_t most_data() const override {
      return static_cast<std::uint32_t>(ethernet_.parameters_.most_data.n);
    }

   private:
    friend class Ethernet;
    Ethernet& ethernet_;
    NodeNumber node_;
    EthernetClient* client_ = nullptr;
    std::uint32_t queued_ = 0;  // frames of this node in the line
  };
  /// A frame and its place in the total order: (t, node, number).
  struct Request {
    Time t;
    std::uint64_t number;  // per segment, in the order of calls
    std::unique_ptr<EthernetFrame> frame;
  };

  void send(NodeNumber node, const EthernetFrame& frame, Time t);
  void on_ask(Time now);
  void on_begin(Time now);
  void on_end(Time now);
  void begin_next(Time now);
  bool loses_frame();
  static bool later(const Request& a, const Request& b);

  EthernetParameters parameters_;
  FaultParameters faults_;
  std::mt19937_64 random_;
  std::vector<std::unique_ptr<Port>> ports_;
  std::vector<Request> asking_;  // a heap: frames whose time to ask has not come
  std::deque<Request> line_;     // frames that wait for the segment
  std::unique_ptr<EthernetFrame> sending_;
  Time free_{};  // the segment may be taken again
  Event ask_;
  Event begin_;
  Event end_;
  StateTrack segment_;
  LevelTrack waiting_;

  std::uint64_t sent_ = 0;
  std::uint64_t delivered_ = 0;
  std::uint64_t lost_ = 0;
  std::uint64_t dropped_ = 0;
  std::uint64_t bytes_ = 0;  // of data, delivered
  std::uint64_t stalls_ = 0;
  Time stalled_{};
  Time carrying_{};
  Occupancy occupancy_;
};

}  // namespace shrimp
