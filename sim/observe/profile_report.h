// SPDX-License-Identifier: MIT
// profile.txt and profile.csv: the cycles of each simulated process by function and by source line, split by
// what they were spent for (sim/os/cycle_profile.h).
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "sim/os/cycle_profile.h"
#include "sim/process/code_place.h"

namespace shrimp {

/// A source line and what it took.
struct ProfileLine {
  CodePlace place;
  CyclesByUse cycles{};
};

/// Of one process; every line once, the greatest first.
struct ProcessProfile {
  std::uint32_t rank = 0;
  std::uint32_t node = 0;
  std::int32_t pid = 0;
  std::string program;
  bool ended = true;
  std::int64_t instructions = 0;          // that it executed
  std::int64_t polling_instructions = 0;  // of them
  std::vector<ProfileLine> lines;
};

/// Cycles on the processor: those of stats.json.
std::int64_t cycles_on_processor(const CyclesByUse& cycles);

/// Puts the places of a process together, line by line.
std::vector<ProfileLine> lines_of(const std::vector<ProfileLine>& places);

/// Tables for people: of each process its functions, and its costliest lines.
std::string profile_text(const std::vector<ProcessProfile>& processes);
/// One row for each process, line and use that is not 0, with a header line.
std::string profile_csv(const std::vector<ProcessProfile>& processes);

}  // namespace shrimp
