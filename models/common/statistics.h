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

#include "models/common/time.h"

namespace shrimp {

/// Receives the statistics of a component; implemented by sim/observe.
class StatisticsSink {
 public:
  virtual void count(std::string_view name, std::uint64_t value, std::string_view unit,
                     std::string_view text) = 0;
  /// Enters and leaves a component: names become "outer.inner.name".
  virtual void enter(std::string_view component) = 0;
  virtual void leave() = 0;

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

/// Level of a queue over time: current, greatest, and the integral that gives the mean.
class Occupancy {
 public:
  void change(Time now, std::int64_t delta) {
    integral_ += static_cast<Wide>(level_) * (now - since_).ps;
    since_ = now;
    level_ += delta;
    if (level_ > max_) max_ = level_;
  }
  std::int64_t level() const { return level_; }
  std::int64_t max() const { return max_; }
  /// Mean level from time zero until `now`, in thousandths.
  std::uint64_t mean_thousandths(Time now) const {
    const Wide total = integral_ + static_cast<Wide>(level_) * (now - since_).ps;
    return now.ps > 0 ? static_cast<std::uint64_t>(total * 1000 / now.ps) : 0;
  }

 private:
  std::int64_t level_ = 0;
  std::int64_t max_ = 0;
  Time since_{};
  Wide integral_ = 0;
};

}  // namespace shrimp
