// SPDX-License-Identifier: MIT
// What blocks tell about themselves at the end of a run.
//
// A block counts in plain members and lists them in `void report(StatisticsSink&) const`: nothing is
// registered, named or formatted while the machine runs, and nothing costs anything until it is asked for.
// Names are the papers' words, units are in full ("packets", "bytes", "ps", "cycles"), the text is one
// sentence. What depends on run-ahead or on the host does not belong here.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "models/common/maximum.h"
#include "models/common/time.h"

namespace shrimp {

/// Level of a queue over time: current, greatest, and the integral that gives the mean.
class Occupancy {
 public:
  void change(Time now, std::int64_t delta) {
    integral_ += static_cast<Wide>(level_) * (now - since_).ps;
    since_ = now;
    level_ += delta;
    max_.take(static_cast<std::uint64_t>(level_));
  }
  std::int64_t level() const { return level_; }
  const Maximum& max() const { return max_; }
  /// Sum of level x picoseconds from time zero until `now`.
  Wide integral(Time now) const { return integral_ + static_cast<Wide>(level_) * (now - since_).ps; }
  /// Mean level from time zero until `now`, in thousandths.
  std::uint64_t mean_thousandths(Time now) const {
    return now.ps > 0 ? static_cast<std::uint64_t>(integral(now) * 1000 / now.ps) : 0;
  }

 private:
  std::int64_t level_ = 0;
  Maximum max_;
  Time since_{};
  Wide integral_ = 0;
};

/// Receives the statistics of a component; implemented by sim/observe. The kinds differ in what they mean for
/// a part of the run (shrimp run --stats-from); who does not care sees all of them as counts.
class StatisticsSink {
 public:
  /// What only grows. Of a part of the run: how much it grew.
  virtual void count(std::string_view name, std::uint64_t value, std::string_view unit,
                     std::string_view text) = 0;
  /// What comes and goes. Of a part of the run: what there was at its end.
  virtual void level(std::string_view name, std::uint64_t value, std::string_view unit,
                     std::string_view text) {
    count(name, value, unit, text);
  }
  /// The greatest value of what is `present` now. Of a part of the run: the greatest in it.
  virtual void maximum(std::string_view name, const Maximum& maximum, std::uint64_t present,
                       std::string_view unit, std::string_view text) {
    (void)present;
    count(name, maximum.value(), unit, text);
  }
  /// The mean until `now`, in thousandths. Of a part of the run: its mean.
  virtual void mean(std::string_view name, const Occupancy& occupancy, Time now, std::string_view unit,
                    std::string_view text) {
    count(name, occupancy.mean_thousandths(now), unit, text);
  }
  /// The greatest of counts of the same kind. Of a part of the run: the greatest growth.
  virtual void greatest(std::string_view name, const std::vector<std::uint64_t>& counts,
                        std::string_view unit, std::string_view text) {
    Maximum m;
    for (const std::uint64_t c : counts) m.take(c);
    count(name, m.value(), unit, text);
  }
  /// Enters and leaves a component: names become "outer.inner.name".
  virtual void enter(std::string_view component) = 0;
  virtual void leave() = 0;
  /// The instant that is reported, for what goes on at it. At the end of a run each calendar has come to its
  /// own last event, `calendars`.
  virtual Time now(Time calendars) const { return calendars; }

  void time(std::string_view name, Time value, std::string_view text) {
    count(name, static_cast<std::uint64_t>(value.ps), "ps", text);
  }
  /// Reports `component` under `name`.
  template <class Component>
  void part(std::string_view name, const Component& component) {
    enter(name);
    component.report(*this);
    leave();
  }

 protected:
  ~StatisticsSink() = default;
};

}  // namespace shrimp
