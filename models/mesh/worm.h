// SPDX-License-Identifier: MIT
// A packet stretched over the channels of the mesh: wormhole switching (Dally and Seitz; Paragon backplane).
//
// Only the head is simulated by events: it crosses channel i of its path at head(i). All other flits follow
// at the rate of the link, and where the head waits they close up in the input buffers of B flits. So flit f
// crosses channel i no earlier than flit f-1 plus one flit time, and no earlier than flit f-B crosses channel
// i+1 plus the return of a credit. Unrolled, the tail (flit F-1) crosses channel i at
//
//   tail(i) = max over j >= i with (j-i)*B < F of  head(j) + (F-1-(j-i)*B) * flit_time + (j-i) * credit,
//
// which is exact as long as a buffer covers the round trip of a credit (MeshParameters::check). The channel
// is free again when the tail has passed it, and when a next head would find the input buffer behind it
// empty. Idealised: an input buffer holds flits of one packet at a time.
#pragma once
#include <vector>

#include "models/common/packet.h"
#include "models/mesh/mesh_parameters.h"

namespace shrimp {

class Worm {
 public:
  /// `longest_path`: the channels of the longest path, injection and ejection included.
  Worm(const MeshParameters& parameters, std::size_t longest_path);

  /// A new packet whose head enters the mesh; its path is empty.
  void begin(Packet* packet);
  /// The head crosses the next channel of its path at `t`.
  void cross(std::uint32_t channel, Time channel_latency, Time t);

  Packet* packet() const { return packet_; }
  std::uint32_t flits() const { return flits_; }
  /// Time that all flits need on a link.
  Time length() const { return parameters_.flit_time() * flits_; }

  /// True if the first channel still held can be settled: no later crossing changes when it is free.
  bool can_settle(bool ejected) const;
  struct Release {
    std::uint32_t channel;
    Time free;
  };
  /// Gives up the first channel still held.
  Release settle();

 private:
  struct Crossing {
    std::uint32_t channel;
    Time latency;
    Time head;
  };
  Time tail(std::size_t i) const;

  const MeshParameters& parameters_;
  Packet* packet_ = nullptr;
  std::uint32_t flits_ = 0;
  std::vector<Crossing> path_;
  std::size_t settled_ = 0;
};

}  // namespace shrimp
