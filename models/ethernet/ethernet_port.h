// SPDX-License-Identifier: MIT
// The seam between a node's daemon and the Ethernet.
//
// Node and segment run on calendars of their own, so each call names a time that lies strictly in the future
// of the caller, at least the interface's latency.
#pragma once
#include <array>
#include <cstdint>

#include "models/common/address.h"
#include "models/common/time.h"

namespace shrimp {

/// A frame as daemons see it; preamble, padding and check sequence are the interface's business.
struct EthernetFrame {
  static constexpr std::uint32_t data_capacity = 1500;  // IEEE 802.3

  NodeNumber source = 0;
  NodeNumber destination = 0;
  std::uint32_t bytes = 0;  // of data
  std::array<std::uint8_t, data_capacity> data;
};

/// The node's side.
class EthernetClient {
 public:
  /// A frame is there for the daemon at `t`. Called earlier, at the segment's present, and maybe several
  /// times before `t`: the client copies the frame and wakes an event of its own calendar at `t`.
  virtual void frame_arrives(const EthernetFrame& frame, Time t) = 0;

 protected:
  ~EthernetClient() = default;
};

/// The segment's side: one port per node.
class EthernetPort {
 public:
  virtual void attach(EthernetClient* client) = 0;
  /// The frame asks for the segment at `t`; it is copied, and its source is this node. Frames of one node
  /// leave in the order of their times; at one time, of the calls. Nobody is told if it is lost.
  ///
  /// An event that sends may keep the reach of its calendar (Event::set_reach), but may not have never():
  /// the answer can show on other nodes.
  virtual void send(const EthernetFrame& frame, Time t) = 0;
  /// The least delay that send() needs between the caller's present and `t`.
  virtual Time least_delay() const = 0;
  /// Bytes of data that one frame holds.
  virtual std::uint32_t most_data() const = 0;

 protected:
  ~EthernetPort() = default;
};

}  // namespace shrimp
