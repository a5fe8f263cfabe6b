// SPDX-License-Identifier: MIT
// A stats.json read back, with the machine.toml beside it, if there is one.
#pragma once
#include <map>
#include <optional>
#include <string>

#include "models/common/time.h"

namespace shrimp {

/// A value as it was written, so that nothing is lost, and as a number to reckon with.
struct RecordedValue {
  std::string text;
  double number = 0;  // not a number for what is none: a program's name
  std::string unit;
};

/// The part of a run that its statistics tell of.
struct RecordedWindow {
  Time from{}, to{};
  bool operator==(const RecordedWindow& o) const { return from == o.from && to == o.to; }
};

struct StatisticsFile {
  std::string path;
  std::string config_hash;
  std::optional<RecordedWindow> window;  // none: all of the run
  /// By full name. The simulated time is run.simulated, and what is told of processes process[RANK].cycles
  /// and so on, as in stats.csv. Nothing of `host`, which may differ between equal runs.
  std::map<std::string, RecordedValue> values;
  bool has_machine = false;
  std::map<std::string, std::string> parameters;  // of machine.toml: name and value
};

/// `path`: a stats.json, or the folder that it is in. Throws UsageError if it cannot be read or is none.
StatisticsFile read_statistics_file(const std::string& path);

}  // namespace shrimp
