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

  /// Call it as often as is convenient: it draws at most five times a second. `verdict`: what else there is
  /// to say; empty: nothing.
  void update(Time simulated, const std::string& verdict = "");
  /// What remains is known: it is there when this much is simulated. `goal`: how the user calls it.
  void expect(Time end, std::string goal);
  /// Removes the line, before anything else is written to the terminal.
  void erase();
  bool visible() const { return visible_; }

  /// The line, without colour or control characters.
  /// `end`, `goal`: as expect() has them; a `goal` that is empty or reached: nothing more of it.
  static std::string line(Time simulated, double host_seconds, Time end = Time{},
                          const std::string& goal = "");

 private:
  std::FILE* stream_;
  bool visible_;
  bool drawn_ = false;
  Time end_{};
  std::string goal_;
  Clock::time_point begin_;
  Clock::time_point next_;
};

}  // namespace shrimp
