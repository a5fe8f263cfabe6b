// SPDX-License-Identifier: MIT
// Instructions that are replaced by several: rep-prefixed string instructions become loops with a hook per
// element, loop and jrcxz reach only 127 bytes, and rdtsc asks the simulator.
#pragma once
#include <string>

#include "sim/process/rewriter/hooks.h"
#include "sim/process/rewriter/instruction.h"

namespace shrimp::rewriter {

struct Replacement {
  const Statement& statement;
  const Instruction& instruction;
  Place place;           ///< live: before or after the instruction
  int cycles_after = 0;  ///< charged cycles of the block behind the instruction
  int element_cycles = 0;
};

/// The text in place of an instruction that is special, its hooks included.
std::string replace(HookWriter& hooks, const Replacement& what);

}  // namespace shrimp::rewriter
