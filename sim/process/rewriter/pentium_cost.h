// SPDX-License-Identifier: MIT
// Cycles of machine code on the Pentium (P5, the 60 MHz part of the SHRIMP nodes): two integer pipes U and V,
// in order.
//
// What is modelled: pairing in U and V, address generation interlock (AGI), read-modify-write instructions,
// latency and occupancy of the floating-point unit. Cache misses are not part of it: they are the memory
// model's.
//
// Idealised, and said here once:
// - Branches are always predicted (the P5's 256-entry buffer predicted loops nearly always); no code cache
// misses.
// - x86-64 code stands in for what a compiler of the time would have made of the same source: `long` and
// pointers of
//   the real program had 32 bits, so a 64-bit operation costs what its 32-bit form did; REX bytes cost
//   nothing.
// - SSE scalar arithmetic stands in for x87 arithmetic, with x87 cycles; packed arithmetic costs its lanes
// one by one.
// - Instructions the P5 did not have cost what the shortest P5 sequence for them would.
// - A block starts with empty pipes, unless it is a loop of one block: that costs its steady state.
//
// Sources: [R-h] Intel, Pentium Processor Family Developer's Manual vol. 3 (1995), appendix F and chapter 24
// (pairing); [R-m] Fog, Instruction tables and Optimizing assembly for Pentium (P1 tables); [A] our
// assumption.
#pragma once
#include <vector>

#include "sim/process/rewriter/machine_code.h"

namespace shrimp::rewriter {

struct PentiumCost {
  std::vector<int> issue;  ///< cycle in which each instruction starts, from the start of the sequence
  int cycles = 0;          ///< of the whole sequence
};

/// repeats: the last instruction jumps to the first.
PentiumCost pentium_cost(const std::vector<const Code*>& code, bool repeats = false);

/// Cycles of each element of a rep-prefixed string instruction; its first cost is in pentium_cost.
int pentium_element_cycles(const Code& code);

}  // namespace shrimp::rewriter
