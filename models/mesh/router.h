// SPDX-License-Identifier: MIT
// A router of the backplane: routes by dimension order, arbitrates each of its output channels.
//
// Dimension order (all of X, then all of Y) makes the waiting of worms free of cycles, so the mesh cannot
// deadlock while every node takes its packets. An output goes to the head that has waited longest; of heads
// that came at the same instant, to the lowest input (the order of Side). [A]: the Paragon's arbitration is
// not published.
#pragma once
#include <array>

#include "models/common/statistics.h"
#include "models/common/track.h"
#include "models/mesh/worm.h"

namespace shrimp {

/// The sides of a router. `node` is the node's port: ejection as an output, injection as an input.
enum class Side : std::uint8_t { east, west, north, south, node };
inline constexpr std::size_t side_count = 5;
inline constexpr std::array<const char*, side_count> side_names{"east", "west", "north", "south", "node"};

/// One output of a router with the link (or ejection channel) behind it.
struct Output {
  struct Request {
    Worm* worm;
    Side input;
    Time since;
  };

  bool held = false;          // by a worm whose tail has not passed
  bool dead = false;          // held for ever (fault injection)
  std::uint32_t waiting = 0;  // heads that ask for this output
  std::array<Request, side_count> requests{};

  enum class Use : std::uint8_t { free, taken, dead };
  Use use() const { return dead ? Use::dead : held ? Use::taken : Use::free; }
  StateTrack track;

  // Statistics.
  std::uint64_t packets = 0;
  std::uint64_t bytes = 0;
  Time carrying{};           // flits on the link
  std::uint64_t stalls = 0;  // heads that found the output held or the client not ready
  Time stalled{};            // how long they waited, in sum
};

class Router {
 public:
  Router(MeshCoordinates here) : here_(here) {}

  MeshCoordinates here() const { return here_; }
  /// The output that `packet` takes next.
  static Side route(const Packet& packet);
  /// Uses up one step of the packet's displacement.
  static void step(Packet& packet, Side side);

  Output& output(Side side) { return outputs_[static_cast<std::size_t>(side)]; }
  const Output& output(Side side) const { return outputs_[static_cast<std::size_t>(side)]; }
  /// A head at input `input` asks for an output.
  void request(Side output, Worm* worm, Side input, Time now);
  /// Gives the output to the head that waited longest; there must be one.
  Worm* grant(Side output, Time now);

 private:
  MeshCoordinates here_;
  std::array<Output, side_count> outputs_{};
};

}  // namespace shrimp
