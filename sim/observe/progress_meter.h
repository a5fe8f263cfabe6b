// SPDX-License-Identifier: MIT
// One line on the terminal while a run lasts: simulated time, real-time factor, and what remains if that is
// known. In a pipe or a file it is silent.
#pragma once
#include <chrono>
#include <cstdio>
#include <string>

#include "models/common/time.h"

namespace shrimp {

/// "12 s", "3 min", "1.5 h".
std::string remaining_text(double seconds);

class ProgressMeter {
 public:
  using Clock = std::chrono::steady_clock;

  /// Shows itself on `stream` if that is a terminal and `quiet` is false.
  ProgressMeter(std::FILE* stream, bool quiet);
  ~ProgressMeter() { erase(); }
  ProgressMeter(const ProgressMeter&) = delete;
  ProgressMeter& operator=(const ProgressMeter&) = delete;

  /// Call it as often as is convenient: it draws at most five times a second. `done`: the fraction of the
  /// work that is done, negative if unknown.
  /// `verdict`: what else there is to say; empty: nothing.
  void update(Time simulated, double done = -1, const std::string& verdict = "");
  /// Removes the line, before anything else is written to the terminal.
  void erase();
  bool visible() const { return visible_; }

  /// The line, without colour or control characters.
  static std::string line(Time simulated, double host_seconds, double done);

 private:
  std::FILE* stream_;
  bool visible_;
  bool drawn_ = false;
  Clock::time_point begin_;
  Clock::time_point next_;
};

}  // namespace shrimp
