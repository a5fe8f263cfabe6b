// SPDX-License-Identifier: MIT
// What changed from one run to another, largest relative change first.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sim/experiment/run/statistics_file.h"

namespace shrimp {

/// A value that both runs tell, and tell differently.
struct ValueChange {
  std::string name;
  std::string unit;
  std::string before, after;
  double percent = 0;  // of what it was; infinite if that was 0, not a number if it is text
};

struct ParameterChange {
  std::string name;
  std::string before, after;  // empty: the machine has no such parameter
};

struct Comparison {
  std::string path_a, path_b;
  std::string hash_a, hash_b;
  std::optional<RecordedWindow> window_a, window_b;  // none: all of the run
  bool machines_known = false;                       // both have their machine.toml
  std::vector<ParameterChange> parameters;           // in the order of the names
  std::size_t compared = 0;                          // values that both tell
  std::vector<ValueChange> changes;         // text first, then what was 0, then by size of the change
  std::vector<std::string> only_a, only_b;  // in the order of the names

  /// Whether the runs tell the same. Of values chosen by a pattern this is asked of them alone.
  bool equal = true;
};

/// `pattern`: of the names to be compared, where * stands for anything and ? for one character; empty: all.
Comparison compare(const StatisticsFile& a, const StatisticsFile& b, const std::string& pattern = "");

/// For a terminal; at most `most` changes, and as many names that only one has.
std::string text_of(const Comparison& comparison, std::size_t most);
/// All of it. A percentage that is no finite number is null.
std::string json_of(const Comparison& comparison);

}  // namespace shrimp
