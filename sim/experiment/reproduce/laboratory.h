// SPDX-License-Identifier: MIT
// Runs workloads on a machine and reads what they print, many at once.
//
// An experiment is written once and evaluated twice: the first time every question notes which runs it needs
// and gets no answer, then all runs are done side by side, then the second time every question is answered.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "sim/experiment/forked_runs.h"
#include "sim/experiment/run_failed.h"
#include "sim/machine/machine_parameters.h"

namespace shrimp {

/// A run of one workload, two processes on two nodes.
struct WorkloadRun {
  std::string workload;
  std::vector<std::string> arguments;
  std::vector<std::string> server = {};       // workload and arguments of the second process; empty: the same
  std::vector<std::string> environment = {};  // NAME=VALUE
  std::uint64_t seed = 1;
  bool profiled = false;  // where its processes poll
  friend bool operator<(const WorkloadRun& a, const WorkloadRun& b) {
    return std::tie(a.workload, a.arguments, a.server, a.environment, a.seed, a.profiled) <
           std::tie(b.workload, b.arguments, b.server, b.environment, b.seed, b.profiled);
  }
};

/// What came of it.
struct WorkloadResult {
  std::string printed;                      // its standard output
  std::vector<std::uint64_t> instructions;  // of each process; but for polling, if it was profiled
  std::string failure;                      // why it has no numbers; empty: it has
};

class Laboratory final : private ForkedRuns {
 public:
  /// `folder` holds the compiled workloads.
  Laboratory(MachineParameters parameters, std::string folder);

  const MachineParameters& parameters() const { return parameters_; }
  /// Whether the machine can make automatic updates.
  bool automatic_update() const { return parameters_.nic.snoops(); }

  /// The mean, over several phases of the nodes' clocks, of the number printed as `key`=NUMBER.
  /// Not a number while the runs have not been made, or if one of them failed.
  double mean(const std::string& workload, const std::vector<std::string>& arguments,
              const std::string& key) {
    return mean(WorkloadRun{workload, arguments}, key);
  }
  double mean(WorkloadRun run, const std::string& key);
  /// Instructions that process 0 executes.
  double instructions(const std::string& workload, const std::vector<std::string>& arguments) {
    return instructions(WorkloadRun{workload, arguments});
  }
  double instructions(const WorkloadRun& run, std::size_t process = 0);
  /// Instructions that the process executes but for those that look for something and find nothing new
  /// (sim/os/cycle_profile.h).
  double instructions_but_polling(WorkloadRun run, std::size_t process);

  /// Makes all runs asked for, at most `workers` at once. A run that fails leaves its questions without a
  /// number. Throws std::runtime_error if one was ended by a bug of ours, and Interrupted.
  void make_runs(unsigned workers, ForkedRunsProgress* progress);
  /// The same for who needs every number: throws RunFailed at the first run that fails, and ends the others.
  void make_all_runs(unsigned workers, ForkedRunsProgress* progress);

  /// Whether an answer was lacking since forget_lacking(), as its run has not been made.
  bool lacks() const { return lacks_; }
  /// The first run since then that was asked and had failed: which, and in its own words; empty: none.
  const std::string& failure() const { return failure_; }
  void forget_lacking() {
    lacks_ = false;
    failure_.clear();
  }

 private:
  const WorkloadResult* ask(const WorkloadRun& run);
  int make_run(std::size_t run, std::FILE* result) override;
  void ended(std::size_t run, const RunEnd& end) override;

  MachineParameters parameters_;
  std::string folder_;
  std::map<WorkloadRun, WorkloadResult> results_;
  std::vector<WorkloadRun> wanted_;
  bool lacks_ = false;
  bool needs_all_ = false;
  std::string failure_;
};

}  // namespace shrimp
