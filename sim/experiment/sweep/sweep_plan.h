// SPDX-License-Identifier: MIT
// The points of a sweep: the product of the values, each a complete order of its own.
#pragma once
#include <string>
#include <vector>

#include "sim/experiment/commands.h"
#include "sim/machine/machine_parameters.h"

namespace shrimp {

/// One point, checked: its machine exists.
struct SweepPoint {
  std::vector<std::string> values;  // one for each variation, as the user wrote it
  RunOptions run;                   // of a sweep over runs
  ReproduceOptions rows;            // of a sweep over rows
  MachineParameters parameters;
  std::string config_hash;
};

/// One variation as a column of a table or an axis.
struct SweepAxis {
  std::string key;
  std::string unit;                       // as the user wrote it first; empty: none
  bool numeric = false;                   // all values are numbers
  std::vector<std::string> values;        // as the user wrote them
  std::vector<double> numbers;            // in `unit`, if numeric
  std::string title() const;              // "eisa.clock [MHz]"
  std::string cell(std::size_t i) const;  // of a table: the number in `unit`, or the text
};

struct SweepPlan {
  std::vector<SweepAxis> axes;
  std::vector<SweepPoint> points;  // the last variation changes fastest
};

/// Throws UsageError for what no machine understands, before anything runs.
SweepPlan plan_sweep(const SweepOptions& options, const std::vector<std::string>& machine_folders);

}  // namespace shrimp
