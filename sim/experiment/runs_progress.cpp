// SPDX-License-Identifier: MIT
#include "sim/experiment/runs_progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "sim/observe/progress_meter.h"

namespace shrimp {

RunsProgress::~RunsProgress() {
  if (shown_) fmt::print(stderr, "\r\x1b[K");
}

void RunsProgress::begin(std::size_t of) {
  begin_ = Clock::now();
  done(0, of);
}

void RunsProgress::done(std::size_t runs, std::size_t of) {
  if (!isatty(STDERR_FILENO)) return;
  const double seconds = std::chrono::duration<double>(Clock::now() - begin_).count();
  fmt::print(stderr, "\r\x1b[K{}", line(runs, of, seconds));
  std::fflush(stderr);
  shown_ = true;
}

std::string RunsProgress::line(std::size_t runs, std::size_t of, double seconds) {
  std::string text = fmt::format("{} of {} runs", runs, of);
  if (runs > 0 && runs < of)
    text += fmt::format(", about {} left",
                        remaining_text(seconds * static_cast<double>(of - runs) / static_cast<double>(runs)));
  return text;
}

}  // namespace shrimp
