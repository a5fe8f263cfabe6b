// SPDX-License-Identifier: MIT
// What a sweep leaves: one tidy table and one picture. The same points give the same bytes, whoever made them
// and when.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "sim/experiment/sweep/sweep_plan.h"
#include "sim/experiment/sweep/sweep_result.h"

namespace shrimp {

using SweepResults = std::vector<std::optional<SweepValues>>;

/// A row for each number of each point: the point, a column for each variation, then process, line, quantity,
/// value and unit.
std::string sweep_csv(const SweepPlan& plan, const SweepResults& results);

/// The quantity to draw: `wanted`, or the last that varies, printed ones first, the simulated time last.
/// Empty if there is nothing. Throws UsageError if no point has `wanted`.
std::string quantity_to_draw(const SweepResults& results, const std::string& wanted);

/// A script for gnuplot that draws `quantity` against the first variation into sweep.svg, a line for each
/// combination of the others.
std::string sweep_gnuplot(const SweepPlan& plan, const SweepResults& results, const std::string& quantity);

}  // namespace shrimp
