// SPDX-License-Identifier: MIT
// Breakdowns as text.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/experiment/explain/explain.h"
#include "sim/observe/step.h"

namespace shrimp {

namespace {

constexpr int bar_columns = 30;

double mean_us(Wide sum_ps, std::uint64_t messages) {
  return messages == 0 ? 0 : static_cast<double>(sum_ps) / static_cast<double>(messages) / 1e6;
}

/// Where the step lies in the whole life: at least one mark if it takes any time.
std::string bar(double start, double duration, double total) {
  const auto column = [&](double t) { return static_cast<int>(std::lround(t / total * bar_columns)); };
  const int from = std::min(column(start), bar_columns - 1);
  const int until = std::max(column(start + duration), from + (duration > 0 ? 1 : 0));
  return std::string(static_cast<std::size_t>(from), ' ') +
         std::string(static_cast<std::size_t>(until - from), '#');
}

}  // namespace

std::vector<WaterfallRow> waterfall_of(const Breakdown& b) {
  std::vector<WaterfallRow> rows;
  Wide start = 0;
  for (std::size_t i = 0; i < milestone_count; ++i) {
    const auto m = static_cast<Milestone>(i);
    if (!b.passed(m)) continue;
    rows.push_back({m, mean_us(start, b.messages()), mean_us(b.sum(m), b.messages())});
    start += b.sum(m);
  }
  return rows;
}

std::string waterfall_text(const std::string& title, const Breakdown& b) {
  const double total = mean_us(b.total(), b.messages());
  std::string text = fmt::format("{}: {:.6f} us, the mean of {} messages\n", title, total, b.messages());
  text += fmt::format("{:>9}  {:>9}  {:>6}  {:<{}}  {:<24} {:<26} {}\n", "start us", "time us", "share", "",
                      bar_columns, "step", "block", "takes its time from");
  for (const WaterfallRow& r : waterfall_of(b)) {
    const Step& step = step_to(r.end);
    text += fmt::format("{:9.3f}  {:9.6f}  {:5.1f}%  {:<{}}  {:<24} {:<26} {}\n", r.start_us, r.duration_us,
                        100 * r.duration_us / total, bar(r.start_us, r.duration_us, total), bar_columns,
                        step.name, step.block, step.waits);
  }
  text += fmt::format("{:>9}  {:9.6f}  100.0%  the sum of all steps, to the picosecond\n", "", total);
  return text;
}

std::string difference_text(const std::string& title, const std::string& here_name, const Breakdown& here,
                            const std::string& there_name, const Breakdown& there) {
  const double here_total = mean_us(here.total(), here.messages());
  const double there_total = mean_us(there.total(), there.messages());
  std::string text = fmt::format("{}: {:.3f} us on {}, {:.3f} us on {}\n", title, there_total, there_name,
                                 here_total, here_name);
  text += fmt::format("{:>11}  {:>11}  {:>11}  {:<24} {}\n", "against us", "here us", "change us", "step",
                      "block");
  for (std::size_t i = 0; i < milestone_count; ++i) {
    const auto m = static_cast<Milestone>(i);
    if (!here.passed(m) && !there.passed(m)) continue;
    const double a = mean_us(there.sum(m), there.messages()), b = mean_us(here.sum(m), here.messages());
    const auto cell = [](bool passed, double us) {
      return passed ? fmt::format("{:.3f}", us) : std::string("-");
    };
    text += fmt::format("{:>11}  {:>11}  {:>+11.3f}  {:<24} {}\n", cell(there.passed(m), a),
                        cell(here.passed(m), b), b - a, step_to(m).name, step_to(m).block);
  }
  text += fmt::format("{:>11.3f}  {:>11.3f}  {:>+11.3f}  the whole\n", there_total, here_total,
                      here_total - there_total);
  return text;
}

}  // namespace shrimp
