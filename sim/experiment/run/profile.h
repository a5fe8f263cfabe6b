// SPDX-License-Identifier: MIT
// The profiles of a run's processes, with the names of what spent the cycles.
#pragma once
#include <memory>
#include <vector>

#include "sim/observe/profile_report.h"
#include "sim/os/simulated_process.h"

namespace shrimp {

/// Keeps the profiles while the processes run.
class Profiles {
 public:
  /// For a process that is to be started.
  CycleProfile* add();
  /// Of these processes, in their order, which were started with add().
  static std::vector<ProcessProfile> resolve(const std::vector<SimulatedProcess*>& processes);

 private:
  std::vector<std::unique_ptr<CycleProfile>> profiles_;
};

}  // namespace shrimp
