// SPDX-License-Identifier: MIT
// Watches a run for the page that `shrimp run -o DIR --report` leaves.
#pragma once
#include <string>

#include "sim/experiment/explain/explain.h"
#include "sim/experiment/run/simulation.h"
#include "sim/machine/configuration.h"
#include "sim/observe/run_report.h"
#include "sim/observe/utilization.h"

namespace shrimp {

class RunRecorder {
 public:
  /// From now on; before the run. Changes no simulated number.
  explicit RunRecorder(Simulation& simulation);

  /// The run is over, however it ended; before who watched the machine earlier is told.
  void finish();
  /// The page. Throws UsageError if a plot cannot be drawn.
  std::string page(const RunReport& report, const Configuration& configuration);

 private:
  Simulation& simulation_;
  Explanation explanation_;
  Utilization utilization_;
  TrackFeed feed_;
};

}  // namespace shrimp
