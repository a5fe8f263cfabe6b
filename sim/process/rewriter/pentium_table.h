// SPDX-License-Identifier: MIT
// How one instruction behaves in the Pentium's pipes: the rows of the manual's instruction table.
#pragma once
#include <cstdint>

#include "sim/process/rewriter/decoded.h"

namespace shrimp::rewriter {

/// UV: either pipe. PU: pairs only in U. PV: pairs only in V. NP: alone.
enum class Pairing : std::uint8_t { uv, pu, pv, np };

struct Timing {
  Pairing pairing = Pairing::np;
  int cycles = 1;   ///< the integer pipes are taken for
  int latency = 0;  ///< floating point: cycles until the result can be used; 0: an integer instruction
  int busy = 0;     ///< floating point: cycles until the unit takes the next operation
  bool store_float = false;  ///< needs its operand one cycle earlier [R-m]
};

Timing timing_of(const Decoded& d);

/// Per element of a rep-prefixed string instruction.
int element_cycles(ZydisMnemonic mnemonic);

}  // namespace shrimp::rewriter
