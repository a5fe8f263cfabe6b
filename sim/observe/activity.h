// SPDX-License-Identifier: MIT
// What a running machine has been doing since it was last looked at, and a verdict on it: does it compute,
// send, wait, or is a queue full nearly all the time? Looking changes nothing that is simulated.
#pragma once
#include <chrono>
#include <string>
#include <vector>

#include "sim/machine/machine.h"
#include "sim/observe/full_queues.h"

namespace shrimp {

struct RecentActivity {
  Time from{}, to{};
  double host_seconds = 0;
  std::uint64_t instructions = 0;  // of all processes
  std::uint64_t movements = 0;     // of packets: made, injected, delivered, given back
  std::vector<FullQueue> full;     // nearly all the time
  struct Events {
    std::string calendar;  // "node[3]", "mesh"
    std::uint64_t count;
  };
  std::vector<Events> events;  // of the busiest calendars, the busiest first
  std::uint64_t all_events = 0;

  Time span() const { return to - from; }
  double real_time_factor() const { return host_seconds > 0 ? span().seconds() / host_seconds : 0; }
};

/// "computing: no packet moved", "saturated: node[1].nic.incoming_fifo was full for ...". Behind it, where
/// simulated time passes at less than a hundredth of real time, "slow: " and how slow; costs_of() tells why.
std::string verdict_of(const RecentActivity& activity);
/// What the host's time goes to: events and instructions for each simulated microsecond, and the busiest
/// calendars.
std::string costs_of(const RecentActivity& activity);

class ActivityMeter {
 public:
  explicit ActivityMeter(Machine& machine);

  /// Since the last call, or the start of the run.
  RecentActivity since_last();

 private:
  using Clock = std::chrono::steady_clock;

  Machine& machine_;
  StatisticsCollector statistics_;  // at the last look
  Time at_{};
  Clock::time_point host_;
  std::uint64_t instructions_ = 0;
  std::uint64_t movements_ = 0;
  std::vector<std::uint64_t> events_;  // by calendar: the nodes', then the mesh's
};

}  // namespace shrimp
