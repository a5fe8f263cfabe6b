// SPDX-License-Identifier: MIT
// Breakdowns as text.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/experiment/explain/explain.h"
#include "sim/observe/step.h"

namespace shrimp {

namespace {

constexpr int bar_columns = 14;
constexpr std::size_t most_rows_above = 5;  // told of, the longest first
constexpr double least_share_told = 0.01;   // of the whole

/// Where the step lies in the whole life: at least one mark if it takes any time.
std::string bar(double start, double duration, double total) {
  const auto column = [&](double t) { return static_cast<int>(std::lround(t / total * bar_columns)); };
  const int from = std::min(column(start), bar_columns - 1);
  const int until = std::max(column(start + duration), from + (duration > 0 ? 1 : 0));
  return std::string(static_cast<std::size_t>(from), ' ') +
         std::string(static_cast<std::size_t>(until - from), '#');
}

/// Where the messages waited, or were larger than others: the steps above their least, longest first.
std::string above_least_text(std::vector<WaterfallRow> rows, double total) {
  double above = 0;
  for (const WaterfallRow& r : rows) above += r.above_least_us;
  std::stable_sort(rows.begin(), rows.end(), [](const WaterfallRow& a, const WaterfallRow& b) {
    return a.above_least_us > b.above_least_us;
  });
  std::string text =
      fmt::format("{:>9}  {:9.6f}  {:5.1f}%  above the least of each step: waits, and larger messages\n", "",
                  above, 100 * above / total);
  for (std::size_t i = 0; i < rows.size() && i < most_rows_above; ++i) {
    const WaterfallRow& r = rows[i];
    if (r.above_least_us < least_share_told * total) break;
    text += fmt::format("{:>9}  {:9.6f}  {:5.1f}%    {}: {}\n", "", r.above_least_us,
                        100 * r.above_least_us / total, step_to(r.end).name, step_to(r.end).waits);
  }
  return text;
}

}  // namespace

std::vector<WaterfallRow> waterfall_of(const Breakdown& b) {
  std::vector<WaterfallRow> rows;
  Wide start = 0;
  for (std::size_t i = 0; i < milestone_count; ++i) {
    const auto m = static_cast<Milestone>(i);
    if (!b.passed(m)) continue;
    rows.push_back({m, mean_us(start, b.messages()), mean_us(b.sum(m), b.messages()), b.least(m).us(),
                    b.most(m).us(), mean_us(b.above_least(m), b.messages())});
    start += b.sum(m);
  }
  return rows;
}

std::string waterfall_text(const std::string& title, const Breakdown& b, std::uint64_t rounds_left_out) {
  const double total = mean_us(b.total(), b.messages());
  std::string text =
      fmt::format("{}: {:.6f} us, the mean of {} messages{}\n", title, total, b.messages(),
                  rounds_left_out > 0 ? fmt::format(", without the first {} rounds", rounds_left_out) : "");
  text += fmt::format("{:>9}  {:>9}  {:>6}  {:<{}} {:>8} {:>8}  {:<22} {:<28} {}\n", "start us", "time us",
                      "share", "", bar_columns, "least", "most", "step", "block", "takes its time from");
  const std::vector<WaterfallRow> rows = waterfall_of(b);
  for (const WaterfallRow& r : rows) {
    const Step& step = step_to(r.end);
    text += fmt::format("{:9.3f}  {:9.6f}  {:5.1f}%  {:<{}} {:8.3f} {:8.3f}  {:<22} {:<28} {}\n", r.start_us,
                        r.duration_us, 100 * r.duration_us / total, bar(r.start_us, r.duration_us, total),
                        bar_columns, r.least_us, r.most_us, step.name, block_of(b, r.end), step.waits);
  }
  text += fmt::format("{:>9}  {:9.6f}  100.0%  the sum of all steps, to the picosecond\n", "", total);
  return text + above_least_text(rows, total);
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
                        cell(here.passed(m), b), b - a, step_to(m).name,
                        block_of(here.passed(m) ? here : there, m));
  }
  text += fmt::format("{:>11.3f}  {:>11.3f}  {:>+11.3f}  the whole\n", there_total, here_total,
                      here_total - there_total);
  return text;
}

}  // namespace shrimp
