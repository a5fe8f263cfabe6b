// SPDX-License-Identifier: MIT
// The runs of a sweep's points, each in a child process, and the folder that keeps what they found.
//
// A point's file is named by all that its numbers follow from: the machine, the program's bytes and
// arguments, the numbers asked for, and the simulator itself. So a sweep that was interrupted goes on where
// it was, one with more values makes only the new points, and nothing is taken for what it is not: a changed
// machine or program has other names. A file appears whole or not at all.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/experiment/forked_runs.h"
#include "sim/experiment/run/run_programs.h"
#include "sim/experiment/sweep/sweep_plan.h"
#include "sim/experiment/sweep/sweep_result.h"

namespace shrimp {

class Sweep final : private ForkedRuns {
 public:
  /// Loads the programs of all points, and looks which points `options.output_folder` holds. Throws
  /// UsageError for a program that cannot be had and a folder that cannot be written to.
  Sweep(const SweepOptions& options, const SweepPlan& plan, const Installation& installation);

  std::size_t missing() const { return to_make_.size(); }
  /// Points in the folder that are none of this plan's.
  std::size_t foreign() const { return foreign_; }

  /// Makes the missing points. Throws Interrupted when SIGINT or SIGTERM comes before they are made, and
  /// UsageError if a point cannot be made as asked, or its file not be written; what there is stays.
  void make_points(unsigned workers, ForkedRunsProgress* progress);

  /// What was found, by point; nothing for one that was not made.
  const std::vector<std::optional<SweepValues>>& results() const { return results_; }
  /// What runs said that failed, by point.
  const std::map<std::size_t, std::string>& failures() const { return failures_; }

 private:
  int make_run(std::size_t run, std::FILE* result) override;
  void ended(std::size_t run, const RunEnd& end) override;

  void name_points();
  void find_points();
  std::string file_of(std::size_t point) const { return folder_ + "/" + names_[point]; }
  SweepValues simulate(const SweepPoint& point, std::FILE* err, int& status);
  SweepValues reproduce_rows(const SweepPoint& point);

  const SweepOptions& options_;
  const SweepPlan& plan_;
  const Installation& installation_;
  std::string folder_;  // of the points
  RunPrograms programs_;
  std::vector<std::string> names_;  // of the points' files
  std::vector<std::optional<SweepValues>> results_;
  std::vector<std::size_t> to_make_;
  std::map<std::size_t, std::string> failures_;
  std::size_t foreign_ = 0;
};

}  // namespace shrimp
