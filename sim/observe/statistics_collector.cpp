// SPDX-License-Identifier: MIT
#include "sim/observe/statistics_collector.h"

#include "models/common/invariant.h"

namespace shrimp {

void StatisticsCollector::count(std::string_view name, std::uint64_t value, std::string_view unit,
                                std::string_view text) {
  std::string full = prefix_ + std::string(name);
  const auto [place, fresh] =
      statistics_.emplace(std::move(full), Statistic{value, std::string(unit), std::string(text)});
  SHRIMP_INVARIANT(fresh, "the statistic {} is reported twice", place->first);
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
