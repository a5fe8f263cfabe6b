// SPDX-License-Identifier: MIT
#include "sim/observe/statistics_collector.h"

#include "models/common/invariant.h"

namespace shrimp {

namespace {

/// The greatest growth of one of several counts.
std::uint64_t greatest_growth(const std::vector<std::uint64_t>& before,
                              const std::vector<std::uint64_t>& after) {
  Maximum most;
  for (std::size_t i = 0; i < after.size(); ++i) most.take(after[i] - (i < before.size() ? before[i] : 0));
  return most.value();
}

/// What a statistic says of the time between two reports.
std::uint64_t between(const Statistic& before, const Statistic& after) {
  switch (after.kind) {
    case StatisticKind::count:
      return after.value - before.value;
    case StatisticKind::mean: {
      const Time span = after.at - before.at;
      return span.ps > 0 ? static_cast<std::uint64_t>((after.integral - before.integral) * 1000 / span.ps)
                         : 0;
    }
    case StatisticKind::greatest:
      return greatest_growth(before.counts, after.counts);
    case StatisticKind::level:
    case StatisticKind::maximum:
      break;
  }
  return after.value;
}

}  // namespace

Statistic& StatisticsCollector::add(std::string_view name, StatisticKind kind, std::uint64_t value,
                                    std::string_view unit, std::string_view text) {
  std::string full = prefix_ + std::string(name);
  const auto [place, fresh] = statistics_.emplace(
      std::move(full), Statistic{value, std::string(unit), std::string(text), kind, 0, {}, {}});
  SHRIMP_INVARIANT(fresh, "the statistic {} is reported twice", place->first);
  return place->second;
}

void StatisticsCollector::count(std::string_view name, std::uint64_t value, std::string_view unit,
                                std::string_view text) {
  add(name, StatisticKind::count, value, unit, text);
}

void StatisticsCollector::level(std::string_view name, std::uint64_t value, std::string_view unit,
                                std::string_view text) {
  add(name, StatisticKind::level, value, unit, text);
}

void StatisticsCollector::maximum(std::string_view name, const Maximum& maximum, std::uint64_t present,
                                  std::string_view unit, std::string_view text) {
  if (restarts_) maximum.restart(present);
  add(name, StatisticKind::maximum, maximum.value(), unit, text);
}

void StatisticsCollector::mean(std::string_view name, const Occupancy& occupancy, Time now,
                               std::string_view unit, std::string_view text) {
  Statistic& s = add(name, StatisticKind::mean, occupancy.mean_thousandths(now), unit, text);
  s.integral = occupancy.integral(now);
  s.at = now;
}

void StatisticsCollector::greatest(std::string_view name, const std::vector<std::uint64_t>& counts,
                                   std::string_view unit, std::string_view text) {
  add(name, StatisticKind::greatest, greatest_growth({}, counts), unit, text).counts = counts;
}

StatisticsCollector StatisticsCollector::since(const StatisticsCollector& begin) const {
  StatisticsCollector result = *this;
  for (auto& [name, s] : result.statistics_) {
    const auto before = begin.statistics_.find(name);
    if (before != begin.statistics_.end()) s.value = between(before->second, s);
  }
  return result;
}

void StatisticsCollector::enter(std::string_view component) {
  lengths_.push_back(prefix_.size());
  prefix_ += component;
  prefix_ += '.';
}

void StatisticsCollector::leave() {
  SHRIMP_INVARIANT(!lengths_.empty(), "a component of the statistics is left that was never entered");
  prefix_.resize(lengths_.back());
  lengths_.pop_back();
}

std::uint64_t StatisticsCollector::value(std::string_view name) const {
  const auto found = statistics_.find(name);
  SHRIMP_INVARIANT(found != statistics_.end(), "no component reports the statistic {}", name);
  return found->second.value;
}

}  // namespace shrimp
