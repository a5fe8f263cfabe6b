// SPDX-License-Identifier: MIT
// Links that flip bits (fault injection, faults.link_bit_errors).
//
// Of a packet that is hit, one to three bits are flipped: of its header, payload or CRC. A bit of its routing
// displacement makes it end at another node. Nothing here knows what the receiver will notice.
//
// Idealized: a packet is hit at most once, so that the CRC of 32 bits, which notices up to three wrong bits
// in any packet of this machine, must notice it. A wrong displacement never makes a packet turn against
// dimension order, since the routers have no such way, and leads to a node that exists.
#pragma once
#include <random>
#include <vector>

#include "models/common/fault_parameters.h"
#include "models/common/packet.h"
#include "models/common/statistics.h"
#include "models/mesh/router.h"

namespace shrimp {

class LinkFaults {
 public:
  explicit LinkFaults(const FaultParameters& faults);

  bool on() const { return rate_ != 0; }
  /// A node that a packet can end at.
  void add_node(MeshCoordinates node);
  /// `packet` crosses a link towards `side` that ends at router `to`; asked only if on().
  void cross(Packet& packet, Side side, MeshCoordinates to);

  /// Packets that were meant for `node` and of which bits were flipped.
  std::uint64_t corrupted_for(MeshCoordinates node) const;
  /// Packets of which bits were flipped.
  std::uint64_t corrupted() const { return corrupted_; }
  std::uint64_t misrouted() const { return misrouted_; }
  void report(StatisticsSink& sink) const;

 private:
  void corrupt(Packet& packet, Side side, MeshCoordinates to);
  const std::vector<MeshCoordinates>& wrong_ends(const Packet& packet, Side side, MeshCoordinates to);

  std::uint32_t rate_;
  std::mt19937_64 random_;
  std::vector<MeshCoordinates> nodes_;
  std::vector<MeshCoordinates> ends_;  // kept between calls

  std::uint64_t crossings_ = 0;
  std::uint64_t corrupted_ = 0;
  std::vector<std::uint64_t> corrupted_for_;  // of each of nodes_
  std::uint64_t misrouted_ = 0;
  std::uint64_t bits_ = 0;
};

}  // namespace shrimp
