// SPDX-License-Identifier: MIT
// What is to go wrong in a machine ([faults]): trouble of the hardware, injected on purpose and from a seed,
// so that a run with faults repeats exactly. All of it is off in the shipped machines (docs/faults.md).
//
// Models ask for it only where it happens; while it is off it costs nothing worth measuring.
#pragma once
#include <cstdint>
#include <string>

#include "models/common/address.h"
#include "models/common/parameters.h"

namespace shrimp {

/// Each kind of fault draws from a stream of its own, so that one does not change the others.
enum class FaultStream : std::uint64_t { ethernet = 1, links = 2 };

/// A link that takes no packets any more; one that is crossing it still does.
struct DeadLinkParameters {
  std::uint32_t node = 0;
  std::string side = "none";
  Time from;

  bool on() const { return side != "none"; }
  template <class Visitor>
  void visit(Visitor&& v) {
    v("side", side, "which of the router's links takes no packets any more",
      one_of({"none", "east", "west", "north", "south"}));
    v("node", node, "whose router the link leaves", range(0U, 65'535U));
    v("from", from, "when it dies", range(Time{}, Time::from_us(1'000'000'000)));
  }
};

/// A node whose processor and memory bus run at a part of their clock.
struct SlowNodeParameters {
  std::uint32_t node = 0;
  std::uint32_t factor = 1;

  bool on() const { return factor != 1; }
  template <class Visitor>
  void visit(Visitor&& v) {
    v("factor", factor, "what divides the clock of the processor and its bus; 1: none is slow",
      range(1U, 1000U));
    v("node", node, "which node is slow", range(0U, 65'535U));
  }
};

/// A board whose incoming DMA engine takes no packets any more.
struct StuckReceiverParameters {
  bool stuck = false;
  std::uint32_t node = 0;
  Time from;

  bool on() const { return stuck; }
  template <class Visitor>
  void visit(Visitor&& v) {
    v("stuck", stuck, "whether an incoming DMA engine stops");
    v("node", node, "whose", range(0U, 65'535U));
    v("from", from, "when it takes its last packet", range(Time{}, Time::from_us(1'000'000'000)));
  }
};

struct FaultParameters {
  static constexpr std::uint32_t million = 1'000'000;  // rates are whole numbers of a million

  std::uint32_t seed = 0;
  std::uint32_t link_bit_errors = 0;
  std::uint32_t lost_frames = 0;
  DeadLinkParameters dead_link;
  SlowNodeParameters slow_node;
  StuckReceiverParameters stuck_receiver;

  template <class Visitor>
  void visit(Visitor&& v) {
    v("seed", seed, "of what goes wrong where and when", range(0U, 0xffff'ffffU));
    v("link_bit_errors", link_bit_errors,
      "packets of which a link flips one to three bits, of a million that cross it", range(0U, million));
    v("lost_frames", lost_frames, "frames that the Ethernet loses, of a million", range(0U, million));
    v.group("dead_link", dead_link);
    v.group("slow_node", slow_node);
    v.group("stuck_receiver", stuck_receiver);
  }

  /// The seed of one kind of fault.
  std::uint64_t stream(FaultStream kind) const { return seed | static_cast<std::uint64_t>(kind) << 32; }
};

}  // namespace shrimp
