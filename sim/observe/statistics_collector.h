// SPDX-License-Identifier: MIT
// Collects what the blocks report, under full names such as "node[0].nic.outgoing_fifo.occupancy_max", in the
// order of the names: at the end of a run, or at an instant of it. Two of them tell what lay between.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "models/common/statistics.h"

namespace shrimp {

/// What a statistic's value means for a part of a run (StatisticsSink).
enum class StatisticKind : std::uint8_t { count, level, maximum, mean, greatest };

struct Statistic {
  std::uint64_t value = 0;
  std::string unit;  // in full: "packets", "bytes", "ps", "cycles"
  std::string text;  // one sentence
  StatisticKind kind = StatisticKind::count;
  Wide integral = 0;                  // of a mean: level x ps until `at`
  Time at{};                          // of a mean
  std::vector<std::uint64_t> counts;  // of which this is the greatest
};

class StatisticsCollector final : public StatisticsSink {
 public:
  using Statistics = std::map<std::string, Statistic, std::less<>>;

  /// Of the end of a run.
  StatisticsCollector() = default;
  /// Of the instant `at`, when all events until then have run and none after.
  explicit StatisticsCollector(Time at) : at_(at) {}
  /// From here on maxima are of what follows: the beginning of a part of the run.
  void restart_maxima() { restarts_ = true; }

  void count(std::string_view name, std::uint64_t value, std::string_view unit,
             std::string_view text) override;
  void level(std::string_view name, std::uint64_t value, std::string_view unit,
             std::string_view text) override;
  void maximum(std::string_view name, const Maximum& maximum, std::uint64_t present, std::string_view unit,
               std::string_view text) override;
  void mean(std::string_view name, const Occupancy& occupancy, Time now, std::string_view unit,
            std::string_view text) override;
  void greatest(std::string_view name, const std::vector<std::uint64_t>& counts, std::string_view unit,
                std::string_view text) override;
  void enter(std::string_view component) override;
  void leave() override;
  Time now(Time calendars) const override { return at_.is_never() ? calendars : at_; }

  const Statistics& all() const { return statistics_; }
  /// The value of one statistic; a name that nobody reported breaks an invariant.
  std::uint64_t value(std::string_view name) const;
  /// What lies between `begin`, which restarted the maxima, and this.
  StatisticsCollector since(const StatisticsCollector& begin) const;

 private:
  Statistic& add(std::string_view name, StatisticKind kind, std::uint64_t value, std::string_view unit,
                 std::string_view text);

  Statistics statistics_;
  Time at_ = Time::never();
  bool restarts_ = false;
  std::string prefix_;                // "node[0].nic."
  std::vector<std::size_t> lengths_;  // of the prefix before each enter
};

}  // namespace shrimp
