// SPDX-License-Identifier: MIT
#include "sim/observe/progress_meter.h"

#include <fmt/format.h>
#include <unistd.h>

namespace shrimp {
namespace {

constexpr std::chrono::milliseconds between_draws{200};

std::string time_text(double seconds) {
  if (seconds < 1e-3) return fmt::format("{:.1f} us", seconds * 1e6);
  if (seconds < 1) return fmt::format("{:.2f} ms", seconds * 1e3);
  return fmt::format("{:.2f} s", seconds);
}

std::string remaining_text(double seconds) {
  if (seconds < 90) return fmt::format("{:.0f} s", seconds);
  if (seconds < 5400) return fmt::format("{:.0f} min", seconds / 60);
  return fmt::format("{:.1f} h", seconds / 3600);
}

}  // namespace

ProgressMeter::ProgressMeter(std::FILE* stream, bool quiet)
    : stream_(stream),
      visible_(!quiet && isatty(fileno(stream)) == 1),
      begin_(Clock::now()),
      next_(begin_ + between_draws) {}

void ProgressMeter::update(Time simulated, double done) {
  if (!visible_) return;
  const auto now = Clock::now();
  if (now < next_) return;
  next_ = now + between_draws;
  drawn_ = true;
  fmt::print(stream_, "\r\x1b[K{}",
             line(simulated, std::chrono::duration<double>(now - begin_).count(), done));
  std::fflush(stream_);
}

void ProgressMeter::erase() {
  if (!drawn_) return;
  drawn_ = false;
  fmt::print(stream_, "\r\x1b[K");
  std::fflush(stream_);
}

std::string ProgressMeter::line(Time simulated, double host_seconds, double done) {
  std::string text = fmt::format("simulated {}", time_text(simulated.seconds()));
  if (host_seconds > 0) text += fmt::format(", {:.2f} x real time", simulated.seconds() / host_seconds);
  if (done > 0 && done <= 1)
    text += fmt::format(", {:.0f} %, {} left", done * 100, remaining_text(host_seconds * (1 - done) / done));
  return text;
}

}  // namespace shrimp
