// SPDX-License-Identifier: MIT
// Stops processes where they first enter a function: a breakpoint in the process's own copy of the code.
//
// The process takes the host's trap, gets its first byte back, and asks for a charge of no cycles, as if a
// block without cycles stood before the function. So the simulator gets control at the instant of the entry,
// before the function has done anything, and nothing that is simulated changes. Without stops there is no
// cost.
#pragma once
#include <cstdint>

#include "sim/process/abi.h"

namespace shrimp {

class EntryStops {
 public:
  /// The process whose code lies at `address` stops when it comes there, once. `charge_slow`: where its image
  /// has shrimp_charge_slow.
  static void add(std::uint64_t address, std::uint64_t charge_slow);
  /// Forgets all that were added.
  static void clear();
  /// True if a process has stopped since it was last asked.
  static bool take();

  /// To be called by the handler of the trap, with the process's registers; false: none of ours.
  static bool strike(shrimp_hook_state& hook, std::uint64_t& pc, std::uint64_t& stack_pointer);
};

}  // namespace shrimp
