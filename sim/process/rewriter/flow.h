// SPDX-License-Identifier: MIT
// Basic blocks of a whole assembler text, and which registers and status flags are live before each
// instruction.
//
// A block ends at a jump, call or return and begins at a label that anything refers to. Liveness is the
// classic backward dataflow. At calls and returns of compiled code the System V convention holds (the wrapper
// switches inter-procedural register allocation off); in code that a user wrote in assembler everything is
// live there.
#pragma once
#include <vector>

#include "sim/process/rewriter/assembly.h"
#include "sim/process/rewriter/instruction.h"

namespace shrimp::rewriter {

struct Block {
  std::size_t first = 0;  ///< index of its first instruction
  std::size_t last = 0;   ///< and of its last, inclusive
  bool repeats = false;   ///< its last instruction jumps back to its first
};

struct Flow {
  std::vector<Block> blocks;
  std::vector<RegisterSet> live_before;  ///< per instruction
  std::vector<RegisterSet> live_after;
};

/// instructions: in the order of the text.
Flow analyze_flow(const Assembly& assembly, const std::vector<Instruction>& instructions);

}  // namespace shrimp::rewriter
