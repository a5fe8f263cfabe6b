// SPDX-License-Identifier: MIT
#include "sim/observe/activity.h"

#include <fmt/format.h>

#include <algorithm>

namespace shrimp {

namespace {

constexpr double nearly_all = 0.8;  // of the time: from here on a full queue is what holds a program up
constexpr std::size_t most_calendars = 4;
constexpr double least_share = 0.01;  // of the events: where each of many nodes has fewer none is named
constexpr double idle_below = 0.1;    // instructions a simulated us: who computes executes tens

/// Of real time: from here on down a run is slow. And over less than this of the host's, in seconds, its
/// other affairs show more than ours.
constexpr double slow_below = 0.01;
constexpr double least_host_seconds = 0.2;

std::string span_text(Time span) {
  const double us = span.us();
  return us < 1000  ? fmt::format("{:.1f} us", us)
         : us < 1e6 ? fmt::format("{:.1f} ms", us / 1000)
                    : fmt::format("{:.2f} s", us / 1e6);
}

std::string program_verdict(const RecentActivity& a) {
  const std::string span = span_text(a.span());
  if (!a.full.empty())
    return fmt::format("{}: of the last {} {}", a.movements > 0 ? "saturated" : "blocked, no packet moves",
                       span, in_words(a.full));
  if (a.movements > 0) return fmt::format("sending: packets moved in the last {}, no queue was full", span);
  if (static_cast<double>(a.instructions) >= idle_below * a.span().us() && a.instructions > 0)
    return fmt::format("computing: {} instructions in the last {}, no packet moved", a.instructions, span);
  return fmt::format("waiting: {} instructions in the last {}, no packet moved", a.instructions, span);
}

double part(std::uint64_t of, double whole) {
  return whole > 0 ? static_cast<double>(of) / whole : 0;
}

/// Behind the other, as it is of the simulator and not of the program; empty if it is not slow.
std::string slowness_of(const RecentActivity& a) {
  if (a.span().ps == 0 || a.host_seconds < least_host_seconds || a.real_time_factor() >= slow_below)
    return "";
  const Time in_a_second{static_cast<std::int64_t>(a.real_time_factor() * 1e12)};
  return fmt::format("; slow: a second of the host simulates {}", span_text(in_a_second));
}

}  // namespace

std::string verdict_of(const RecentActivity& a) {
  return program_verdict(a) + slowness_of(a);
}

std::string costs_of(const RecentActivity& a) {
  const double us = a.span().us();
  std::string text = fmt::format("{:.1f} events and {:.1f} instructions a simulated us",
                                 part(a.all_events, us), part(a.instructions, us));
  const char* before = "; events by calendar:";
  for (const auto& e : a.events) {
    const double share = part(e.count, static_cast<double>(a.all_events));
    if (share < least_share) break;
    text += fmt::format("{} {} {:.0f} %", before, e.calendar, 100 * share);
    before = ",";
  }
  return text;
}

ActivityMeter::ActivityMeter(Machine& machine)
    : machine_(machine), host_(Clock::now()), events_(machine.nodes() + 1) {}

RecentActivity ActivityMeter::since_last() {
  RecentActivity a;
  a.from = at_;
  a.to = at_ = machine_.executive().now();
  const Clock::time_point host = Clock::now();
  a.host_seconds = std::chrono::duration<double>(host - host_).count();
  host_ = host;

  std::uint64_t instructions = 0;
  const auto count_events = [&](std::size_t calendar, std::string name, std::uint64_t run) {
    a.events.push_back({std::move(name), run - events_[calendar]});
    a.all_events += a.events.back().count;
    events_[calendar] = run;
  };
  for (NodeNumber n = 0; n < machine_.nodes(); ++n) {
    for (const auto& p : machine_.kernel(n).processes())
      instructions += static_cast<std::uint64_t>(p->process.hook().instructions);
    count_events(n, fmt::format("node[{}]", n), machine_.node(n).calendar().events_run());
  }
  count_events(machine_.nodes(), "mesh", machine_.mesh().calendar().events_run());
  std::stable_sort(a.events.begin(), a.events.end(),
                   [](const auto& x, const auto& y) { return x.count > y.count; });
  if (a.events.size() > most_calendars) a.events.resize(most_calendars);
  a.instructions = instructions - instructions_;
  instructions_ = instructions;
  a.movements = machine_.movements() - movements_;
  movements_ += a.movements;

  StatisticsCollector statistics(a.to);
  machine_.report(statistics);
  a.full = full_queues(statistics_, statistics, a.span(), nearly_all);
  statistics_ = std::move(statistics);
  return a;
}

}  // namespace shrimp
