// SPDX-License-Identifier: MIT
// How far many runs are: "12 of 80 runs, about 40 s left" on a terminal, silent in a pipe. What remains is
// reckoned from the runs that have ended, as if the others took as long.
#pragma once
#include <algorithm>
#include <chrono>
#include <string>
#include <thread>

#include "sim/experiment/forked_runs.h"

namespace shrimp {

class RunsProgress final : public ForkedRunsProgress {
 public:
  ~RunsProgress();
  void begin(std::size_t of) override;
  void done(std::size_t runs, std::size_t of) override;

  /// The line, without control characters. `seconds`: since the runs were begun.
  static std::string line(std::size_t runs, std::size_t of, double seconds);

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point begin_ = Clock::now();
  bool shown_ = false;
};

/// Runs at a time: one for each processor of the host.
inline unsigned workers_of_host() {
  return std::max(1u, std::thread::hardware_concurrency());
}

}  // namespace shrimp
