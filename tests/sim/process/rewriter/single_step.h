// SPDX-License-Identifier: MIT
// Runs kernel() of a plain program one instruction at a time and notes what it really does: the judge of the
// hooks.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

struct SeenAccess {
  std::uint64_t address = 0;
  int kind = 0;
  int bytes = 0;
};

struct SeenRun {
  long instructions = 0;  ///< in the program's own text, without the padding of alignments
  std::vector<SeenAccess> accesses;
};

/// program: linked at a fixed address (-no-pie). count_nops: false where alignment may put some in the way.
SeenRun single_step(const std::string& program, bool count_nops);
