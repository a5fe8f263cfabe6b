// SPDX-License-Identifier: MIT
// Breakdowns by block: which one costs most.
#include <fmt/format.h>

#include <algorithm>

#include "sim/experiment/explain/explain.h"
#include "sim/observe/step.h"

namespace shrimp {

namespace {

constexpr Wide least_change_ps = 500;  // a smaller one is 0.000 us

/// A block on two machines. Sums of different numbers of messages are compared crosswise, so that what is
/// equal is equal to the picosecond.
struct BlockChange {
  std::string_view block;
  Wide here_ps = 0, there_ps = 0;  // of all messages
  Wide change = 0;                 // of the means, times the messages of both
};

Wide size_of(Wide change) {
  return change < 0 ? -change : change;
}

/// The blocks whose mean differs by what can be shown, the largest change first.
std::vector<BlockChange> changes(const Breakdown& here, const Breakdown& there) {
  std::vector<BlockChange> all;
  const auto change_of = [&](std::string_view block) -> BlockChange& {
    const auto known =
        std::find_if(all.begin(), all.end(), [&](const BlockChange& c) { return c.block == block; });
    return known != all.end() ? *known : all.emplace_back(BlockChange{block});
  };
  for (const BlockTime& b : blocks_of(here)) change_of(b.block).here_ps = b.sum_ps;
  for (const BlockTime& b : blocks_of(there)) change_of(b.block).there_ps = b.sum_ps;
  for (BlockChange& c : all)
    c.change =
        c.here_ps * static_cast<Wide>(there.messages()) - c.there_ps * static_cast<Wide>(here.messages());
  const Wide least =
      least_change_ps * static_cast<Wide>(here.messages()) * static_cast<Wide>(there.messages());
  all.erase(
      std::remove_if(all.begin(), all.end(), [&](const BlockChange& c) { return size_of(c.change) < least; }),
      all.end());
  std::stable_sort(all.begin(), all.end(), [](const BlockChange& a, const BlockChange& b) {
    return size_of(a.change) > size_of(b.change);
  });
  return all;
}

}  // namespace

double mean_us(Wide sum_ps, std::uint64_t messages) {
  return messages == 0 ? 0 : static_cast<double>(sum_ps) / static_cast<double>(messages) / 1e6;
}

std::string_view block_of(const Breakdown& breakdown, Milestone m) {
  if (m == Milestone::seen && breakdown.passed(Milestone::returned)) return "pentium, library";
  return step_to(m).block;
}

std::vector<BlockTime> blocks_of(const Breakdown& breakdown) {
  std::vector<BlockTime> blocks;
  for (std::size_t i = 0; i < milestone_count; ++i) {
    const auto m = static_cast<Milestone>(i);
    if (!breakdown.passed(m) || breakdown.sum(m) == 0) continue;
    const std::string_view name = block_of(breakdown, m);
    const auto known =
        std::find_if(blocks.begin(), blocks.end(), [&](const BlockTime& b) { return b.block == name; });
    if (known == blocks.end())
      blocks.push_back({name, breakdown.sum(m)});
    else
      known->sum_ps += breakdown.sum(m);
  }
  std::stable_sort(blocks.begin(), blocks.end(),
                   [](const BlockTime& a, const BlockTime& b) { return a.sum_ps > b.sum_ps; });
  return blocks;
}

std::string blocks_text(const Breakdown& b) {
  const double total = mean_us(b.total(), b.messages());
  std::string text = "by block, the largest first; what several make together stands for itself\n";
  for (const BlockTime& block : blocks_of(b)) {
    const double us = mean_us(block.sum_ps, b.messages());
    text += fmt::format("{:>9}  {:9.6f}  {:5.1f}%  {}\n", "", us, 100 * us / total, block.block);
  }
  return text;
}

std::string blocks_difference_text(const Breakdown& here, const Breakdown& there) {
  const std::vector<BlockChange> all = changes(here, there);
  if (all.empty()) return "";
  std::string text = "by block, the largest change first; all others change by less than 0.001 us\n";
  for (const BlockChange& c : all) {
    const double a = mean_us(c.there_ps, there.messages()), b = mean_us(c.here_ps, here.messages());
    text += fmt::format("{:>11.3f}  {:>11.3f}  {:>+11.3f}  {}\n", a, b, b - a, c.block);
  }
  return text;
}

}  // namespace shrimp
