// SPDX-License-Identifier: MIT
// stats.json: what a run was and what it counted. All but `host` is byte-identical between runs of the same
// configuration and programs.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/common/time.h"
#include "sim/observe/statistics_collector.h"

namespace shrimp {

/// One simulated process at its end, or at the run's if that came first: there it has no exit status, and its
/// counts are what they had come to. They are exact where the run got stuck or --until ended it, which no
/// processor runs past; where it was interrupted, the processor may have been a little ahead of the others.
struct ProcessReport {
  std::uint32_t rank = 0;
  std::uint32_t node = 0;
  std::int32_t pid = 0;
  std::int32_t exit = 0;
  std::string program;  // as the user named it, without its folder
  std::uint64_t instructions = 0;
  std::uint64_t cycles = 0;
  bool ended = true;
};

/// What may differ between runs: the host's time and memory, the build.
struct HostReport {
  double seconds = 0;  // of the simulation alone, without start-up and compilation
  std::uint64_t events = 0;
  std::uint64_t instructions = 0;  // of all processes
};

/// Whether the processes came to their ends.
/// `limit`: the user had said when (shrimp run --until).
enum class HowItEnded : std::uint8_t { ended, stuck, interrupted, limit };
const char* name_of(HowItEnded end);

/// The part of the run that statistics and processes tell of.
struct WindowReport {
  bool begun = true;  // else it never came, and all of the run is told
  Time from{}, to{};
  Time length() const { return to - from; }
};

struct RunReport {
  std::string config_hash;
  Time simulated{};
  HowItEnded end = HowItEnded::ended;
  std::optional<WindowReport> window;  // none was asked for: all of the run
  HostReport host;
  std::vector<ProcessReport> processes;  // in order of rank
  const StatisticsCollector* statistics = nullptr;

  /// How long that is which the statistics tell of.
  Time counted() const { return window && window->begun ? window->length() : simulated; }
};

/// The text of stats.json, schema 1. Adds to `host` what this process knows of itself: greatest memory,
/// compiler, ...
std::string stats_json(const RunReport& report);

}  // namespace shrimp
