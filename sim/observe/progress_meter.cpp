// SPDX-License-Identifier: MIT
#include "sim/observe/progress_meter.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace shrimp {
namespace {

constexpr std::chrono::milliseconds between_draws{200};

std::string time_text(double seconds) {
  if (seconds < 1e-3) return fmt::format("{:.1f} us", seconds * 1e6);
  if (seconds < 1) return fmt::format("{:.2f} ms", seconds * 1e3);
  return fmt::format("{:.2f} s", seconds);
}

/// How much fits into one line of the terminal; a longer one could not be removed again.
std::size_t columns_of(std::FILE* stream) {
  winsize size{};
  constexpr std::size_t usual = 80;
  if (ioctl(fileno(stream), TIOCGWINSZ, &size) != 0 || size.ws_col < 2) return usual - 1;
  return size.ws_col - 1u;
}

}  // namespace

std::string remaining_text(double seconds) {
  if (seconds < 90) return fmt::format("{:.0f} s", seconds);
  if (seconds < 5400) return fmt::format("{:.0f} min", seconds / 60);
  return fmt::format("{:.1f} h", seconds / 3600);
}

ProgressMeter::ProgressMeter(std::FILE* stream, bool quiet)
    : stream_(stream),
      visible_(!quiet && isatty(fileno(stream)) == 1),
      begin_(Clock::now()),
      next_(begin_ + between_draws) {}

void ProgressMeter::expect(Time end, std::string goal) {
  end_ = end;
  goal_ = std::move(goal);
}

void ProgressMeter::update(Time simulated, const std::string& verdict) {
  if (!visible_) return;
  const auto now = Clock::now();
  if (now < next_) return;
  next_ = now + between_draws;
  drawn_ = true;
  std::string text = line(simulated, std::chrono::duration<double>(now - begin_).count(), end_, goal_);
  if (!verdict.empty()) text += "; " + verdict;
  fmt::print(stream_, "\r\x1b[K{}", text.substr(0, columns_of(stream_)));
  std::fflush(stream_);
}

void ProgressMeter::erase() {
  if (!drawn_) return;
  drawn_ = false;
  fmt::print(stream_, "\r\x1b[K");
  std::fflush(stream_);
}

std::string ProgressMeter::line(Time simulated, double host_seconds, Time end, const std::string& goal) {
  std::string text = fmt::format("simulated {}", time_text(simulated.seconds()));
  if (host_seconds > 0) text += fmt::format(", {:.2f} x real time", simulated.seconds() / host_seconds);
  if (goal.empty() || simulated.ps == 0 || simulated >= end) return text;
  const double done = simulated.seconds() / end.seconds();
  text += fmt::format(", {} left to {}", remaining_text(host_seconds * (1 - done) / done), goal);
  return text;
}

}  // namespace shrimp
