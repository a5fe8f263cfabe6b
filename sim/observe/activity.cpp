// SPDX-License-Identifier: MIT
#include "sim/observe/activity.h"

#include <fmt/format.h>

#include <algorithm>

namespace shrimp {

namespace {

constexpr double nearly_all = 0.8;  // of the time: from here on a full queue is what holds a program up
constexpr std::size_t most_calendars = 4;
constexpr double idle_below = 0.1;  // instructions a simulated us: who computes executes tens

std::string span_text(Time span) {
  const double us = span.us();
  return us < 1000  ? fmt::format("{:.1f} us", us)
         : us < 1e6 ? fmt::format("{:.1f} ms", us / 1000)
                    : fmt::format("{:.2f} s", us / 1e6);
}

}  // namespace

std::string verdict_of(const RecentActivity& a) {
  const std::string span = span_text(a.span());
  if (!a.full.empty())
    return fmt::format("{}: of the last {} {}", a.movements > 0 ? "saturated" : "blocked, no packet moves",
                       span, in_words(a.full));
  if (a.movements > 0) return fmt::format("sending: packets moved in the last {}, no queue was full", span);
  if (static_cast<double>(a.instructions) >= idle_below * a.span().us() && a.instructions > 0)
    return fmt::format("computing: {} instructions in the last {}, no packet moved", a.instructions, span);
  return fmt::format("waiting: {} instructions in the last {}, no packet moved", a.instructions, span);
}

std::string costs_of(const RecentActivity& a) {
  const double us = a.span().us();
  std::string text = fmt::format("{:.1f} events and {:.1f} instructions a simulated us",
                                 us > 0 ? static_cast<double>(a.all_events) / us : 0.0,
                                 us > 0 ? static_cast<double>(a.instructions) / us : 0.0);
  for (std::size_t i = 0; i < a.events.size() && a.all_events > 0; ++i)
    text += fmt::format("{} {} {:.0f} %", i == 0 ? "; events by calendar:" : ",", a.events[i].calendar,
                        100.0 * static_cast<double>(a.events[i].count) / static_cast<double>(a.all_events));
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
