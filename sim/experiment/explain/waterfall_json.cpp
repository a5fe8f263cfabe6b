// SPDX-License-Identifier: MIT
// Breakdowns as JSON, for scripts: `shrimp explain --json`.
#include <cmath>
#include <nlohmann/json.hpp>

#include "sim/experiment/explain/explain.h"
#include "sim/experiment/rounded.h"
#include "sim/observe/step.h"

namespace shrimp {

namespace {

using Json = nlohmann::ordered_json;

/// A mean, to a thousandth of a picosecond: what lies behind is noise of the division.
double shown_ps(double ps) {
  return std::round(ps * 1000) / 1000;
}

Json step_json(const WaterfallRow& row, const Breakdown& b) {
  constexpr double ps_per_us = 1e6;
  const Step& step = step_to(row.end);
  const Wide sum = b.sum(row.end), total = b.total();
  Json j;
  j["step"] = step.name;
  j["block"] = block_of(b, row.end);
  j["takes_its_time_from"] = step.waits;
  j["start_ps"] = shown_ps(row.start_us * ps_per_us);
  j["duration_ps"] = shown_ps(row.duration_us * ps_per_us);
  j["share"] = total == 0 ? 0 : rounded(static_cast<double>(sum) / static_cast<double>(total));
  j["sum_ps"] = static_cast<std::int64_t>(sum);
  j["least_ps"] = b.least(row.end).ps;
  j["most_ps"] = b.most(row.end).ps;
  j["above_least_ps"] =
      shown_ps(static_cast<double>(b.above_least(row.end)) / static_cast<double>(b.messages()));
  return j;
}

Json block_json(const BlockTime& block, const Breakdown& b) {
  Json j;
  j["block"] = block.block;
  j["duration_ps"] = shown_ps(static_cast<double>(block.sum_ps) / static_cast<double>(b.messages()));
  j["share"] = rounded(static_cast<double>(block.sum_ps) / static_cast<double>(b.total()));
  j["sum_ps"] = static_cast<std::int64_t>(block.sum_ps);
  return j;
}

Json waterfall_json(const NamedBreakdown& named) {
  const Breakdown& b = named.breakdown;
  Json j;
  j["title"] = named.title;
  j["machine"] = named.machine;
  j["update"] = named.update;
  j["seeds"] = named.seeds;
  j["messages"] = b.messages();
  j["rounds_left_out"] = named.rounds_left_out;
  j["latency_ps"] = shown_ps(static_cast<double>(b.total()) / static_cast<double>(b.messages()));
  j["sum_ps"] = static_cast<std::int64_t>(b.total());
  j["steps"] = Json::array();
  for (const WaterfallRow& row : waterfall_of(b)) j["steps"].push_back(step_json(row, b));
  j["blocks"] = Json::array();
  for (const BlockTime& block : blocks_of(b)) j["blocks"].push_back(block_json(block, b));
  return j;
}

}  // namespace

std::string waterfalls_json(const std::vector<NamedBreakdown>& breakdowns) {
  Json all = Json::array();
  for (const NamedBreakdown& named : breakdowns)
    if (named.breakdown.messages() > 0) all.push_back(waterfall_json(named));
  return all.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace shrimp
