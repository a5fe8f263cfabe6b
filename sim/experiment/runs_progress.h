// SPDX-License-Identifier: MIT
// How far many runs are: "12 of 80 runs" on a terminal, silent in a pipe.
#pragma once
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <thread>

#include "sim/experiment/forked_runs.h"

namespace shrimp {

class RunsProgress final : public ForkedRunsProgress {
 public:
  ~RunsProgress() {
    if (shown_) fmt::print(stderr, "\r\x1b[K");
  }
  void done(std::size_t runs, std::size_t of) override {
    if (!isatty(STDERR_FILENO)) return;
    fmt::print(stderr, "\r\x1b[K{} of {} runs", runs, of);
    std::fflush(stderr);
    shown_ = true;
  }

 private:
  bool shown_ = false;
};

/// Runs at a time: one for each processor of the host.
inline unsigned workers_of_host() {
  return std::max(1u, std::thread::hardware_concurrency());
}

}  // namespace shrimp
