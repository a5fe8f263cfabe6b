// SPDX-License-Identifier: MIT
// Looks at a run while it lasts: the progress line, a report when SIGUSR1 asks for one, and the end that
// Ctrl-C asks for. It looks between events and changes nothing that is simulated.
#pragma once
#include <string>

#include "sim/experiment/run/simulation.h"
#include "sim/observe/activity.h"
#include "sim/observe/progress_meter.h"

namespace shrimp {

class RunWatch {
 public:
  /// `quiet`: no progress line. Looks from now on; `simulation` must outlive its run() only.
  RunWatch(Simulation& simulation, bool quiet);
  RunWatch(const RunWatch&) = delete;
  RunWatch& operator=(const RunWatch&) = delete;

  /// What remains to this instant is told; `goal`: the option that says it.
  void expect(Time end, const char* goal) { progress_.expect(end, goal); }
  /// Runs the simulation. A signal that the caller's Interruption notes ends it, as does a reader of stdout
  /// that has gone.
  ExitStatus simulate();
  /// Says why and where an interrupted run ended; `folder`: where its results are, empty for nowhere. Returns
  /// the exit status.
  int tell_interruption(const std::string& folder);
  /// What it has been doing since it was last asked, and who waits where, as lines for stderr.
  std::string report();

 private:
  void look(Time now);
  void show_progress(Time now);

  Simulation& simulation_;
  const bool quiet_;
  ProgressMeter progress_;
  ActivityMeter activity_;
  ActivityMeter recent_;  // for the progress line
  std::string verdict_;   // the line's
  ProgressMeter::Clock::time_point next_verdict_;
  unsigned looks_ = 0;
};

}  // namespace shrimp
