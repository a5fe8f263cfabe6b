// SPDX-License-Identifier: MIT
// Many runs of a checked workload on machines with injected faults. Each fault must be noticed and named, or
// do no harm (docs/faults.md).
#pragma once
#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/experiment/faults/fault_outcome.h"
#include "sim/experiment/faults/fault_plan.h"
#include "sim/experiment/forked_runs.h"
#include "sim/process/program.h"

namespace shrimp {

class FaultCampaign final : private ForkedRuns {
 public:
  /// Runs of `workload`, an output of shrimp-cc, on machines like `base`. Run i has the seed `first_seed` +
  /// i.
  FaultCampaign(MachineParameters base, const std::string& workload, std::uint32_t first_seed);

  struct Failure {
    FaultPlan plan;
    std::string reason;
    std::string words;  // of the programs and the simulator
  };

  void run(std::size_t runs, unsigned workers, ForkedRunsProgress* progress);

  /// The tally, one line for each kind of fault.
  std::string table() const;
  /// In the order of seeds.
  const std::map<std::uint32_t, Failure>& failures() const { return failures_; }
  /// What happened in the last run that ended, for a campaign of one.
  std::string last_run() const { return last_run_; }
  const MachineParameters& base() const { return base_; }

 private:
  struct Tally {
    std::uint64_t runs = 0;
    std::uint64_t correct = 0;
    std::uint64_t harmless = 0;
    std::array<std::uint64_t, 5> named{};  // by Channel
    std::uint64_t told = 0;                // of the named: a process was told so by the kernel
    std::uint64_t failed = 0;
  };

  int make_run(std::size_t run, std::FILE* result) override;
  void ended(std::size_t run, const RunEnd& end) override;
  FaultPlan plan(std::size_t run) const;
  void count(const FaultPlan& plan, const FaultOutcome& outcome, const FaultRecord& record);

  MachineParameters base_;
  Program program_;
  std::uint32_t first_seed_;
  std::map<std::vector<FaultKind>, Tally> tallies_;
  Tally all_;
  std::uint64_t corrupted_ = 0, misrouted_ = 0, refused_ = 0, lost_frames_ = 0;
  std::map<std::uint32_t, Failure> failures_;
  std::string last_run_;
};

/// A plan in words: "2 x 1 nodes, 12 messages each; dead link".
std::string in_words(const FaultPlan& plan);

}  // namespace shrimp
