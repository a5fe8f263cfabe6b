// SPDX-License-Identifier: MIT
// Collects what the blocks report at the end of a run, under full names such as
// "node[0].nic.outgoing_fifo.occupancy_max", in the order of the names.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "models/common/statistics.h"

namespace shrimp {

struct Statistic {
  std::uint64_t value = 0;
  std::string unit;  // in full: "packets", "bytes", "ps", "cycles"
  std::string text;  // one sentence
};

class StatisticsCollector final : public StatisticsSink {
 public:
  using Statistics = std::map<std::string, Statistic, std::less<>>;

  void count(std::string_view name, std::uint64_t value, std::string_view unit,
             std::string_view text) override;
  void enter(std::string_view component) override;
  void leave() override;

  const Statistics& all() const { return statistics_; }
  /// The value of one statistic; a name that nobody reported breaks an invariant.
  std::uint64_t value(std::string_view name) const;

 private:
  Statistics statistics_;
  std::string prefix_;                // "node[0].nic."
  std::vector<std::size_t> lengths_;  // of the prefix before each enter
};

}  // namespace shrimp
