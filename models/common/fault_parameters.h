// SPDX-License-Identifier: MIT
// What is to go wrong in a machine ([faults]): trouble of the hardware, injected on purpose and from a seed,
// so that a run with faults repeats exactly. All of it is off in the shipped machines.
//
// Models ask for it only where it happens; nothing here costs anything while it is off.
#pragma once
#include <cstdint>

#include "models/common/parameters.h"

namespace shrimp {

/// Each kind of fault draws from a stream of its own, so that one does not change the others.
enum class FaultStream : std::uint64_t { ethernet = 1 };

struct FaultParameters {
  static constexpr std::uint32_t million = 1'000'000;  // rates are whole numbers of a million

  std::uint32_t seed = 0;
  std::uint32_t lost_frames = 0;

  template <class Visitor>
  void visit(Visitor&& v) {
    v("seed", seed, "of what goes wrong where and when", range(0U, 0xffff'ffffU));
    v("lost_frames", lost_frames, "frames that the Ethernet loses, of a million", range(0U, million));
  }

  /// The seed of one kind of fault.
  std::uint64_t stream(FaultStream kind) const { return seed | static_cast<std::uint64_t>(kind) << 32; }
};

}  // namespace shrimp
