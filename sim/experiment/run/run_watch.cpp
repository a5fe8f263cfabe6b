// SPDX-License-Identifier: MIT
#include "sim/experiment/run/run_watch.h"

#include <fmt/format.h>
#include <stdio_ext.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>

#include "sim/experiment/interruption.h"
#include "sim/experiment/status_request.h"

namespace shrimp {

namespace {

/// A look costs some nanoseconds, an event some tens, and a millisecond where a program computes alone: this
/// is seldom enough to cost nothing, and often enough for whoever presses Ctrl-C.
constexpr std::uint64_t events_between_looks = 64;
constexpr unsigned looks_between_draws = 16;
constexpr std::chrono::milliseconds between_verdicts{1000};
/// A verdict on a large machine takes long to find: no more than this part of the time.
constexpr int verdicts_cost_one_in = 50;
constexpr NodeNumber most_nodes_told = 16;

/// A reader that has gone shows as an error of writing, which ends the run in order.
class PipesMayBreak {
 public:
  PipesMayBreak() : before_(std::signal(SIGPIPE, SIG_IGN)) {}
  ~PipesMayBreak() { std::signal(SIGPIPE, before_); }
  PipesMayBreak(const PipesMayBreak&) = delete;
  PipesMayBreak& operator=(const PipesMayBreak&) = delete;

 private:
  void (*before_)(int);
};

}  // namespace

RunWatch::RunWatch(Simulation& simulation, bool quiet)
    : simulation_(simulation),
      quiet_(quiet),
      progress_(stderr, quiet),
      activity_(simulation.machine()),
      recent_(simulation.machine()),
      next_verdict_(ProgressMeter::Clock::now() + between_verdicts) {
  simulation.watch(
      events_between_looks, [](void* self, Time now) { static_cast<RunWatch*>(self)->look(now); }, this);
}

void RunWatch::look(Time now) {
  if (Interruption::signal() != 0) {  // whoever asked as well is told at the end
    simulation_.interrupt();
    return;
  }
  if (StatusRequest::take()) {
    progress_.erase();
    fmt::print(stderr, "{}", report());
  }
  if (progress_.visible() && ++looks_ % looks_between_draws == 0) show_progress(now);
}

void RunWatch::show_progress(Time now) {
  const auto begin = ProgressMeter::Clock::now();
  if (begin >= next_verdict_) {
    verdict_ = verdict_of(recent_.since_last());
    const auto end = ProgressMeter::Clock::now();
    next_verdict_ = end + std::max<ProgressMeter::Clock::duration>(between_verdicts,
                                                                   (end - begin) * verdicts_cost_one_in);
  }
  progress_.update(now, verdict_);
}

ExitStatus RunWatch::simulate() {
  const StatusRequest status(Interruption::Calls::go_on);
  const PipesMayBreak pipes;
  const ExitStatus end = simulation_.run();
  progress_.erase();
  return end;
}

int RunWatch::tell_interruption(const std::string& folder) {
  const int error = simulation_.output_error();
  const int signal = error != 0 ? SIGPIPE : Interruption::signal();
  std::string why = fmt::format("interrupted by {}", name_of_signal(signal));
  if (error != 0) why = fmt::format("standard output takes no more ({})", std::strerror(error));
  if (error == EPIPE) why = "nobody reads standard output any more";
  fmt::print(stderr, "shrimp: {}: ended at {:.3f} us of simulated time{}{}\n", why,
             simulation_.simulated().us(), folder.empty() ? "" : "; what was counted until then is in ",
             folder);
  if (error != 0) {  // it is told: nobody need find it again
    __fpurge(stdout);
    std::clearerr(stdout);
  } else if (!quiet_) {
    fmt::print(stderr, "{}", report());
  }
  return error != 0 && error != EPIPE ? static_cast<int>(exit_usage) : exit_of_signal + signal;
}

std::string RunWatch::report() {
  Machine& machine = simulation_.machine();
  const RecentActivity a = activity_.since_last();
  std::string text = fmt::format("shrimp: at {:.3f} us, real-time factor {:.2f}; {}\n  {}\n", a.to.us(),
                                 a.real_time_factor(), verdict_of(a), costs_of(a));
  const Time still = a.to - simulation_.last_activity();
  if (still.ps * 2 > simulation_.stuck_after().ps)
    text += fmt::format(
        "  nothing has come further for {:.0f} ms; after {:.0f} ms (run.stuck_after) the run ends as stuck\n",
        still.us() / 1000, simulation_.stuck_after().us() / 1000);
  const NodeNumber told = std::min<NodeNumber>(machine.nodes(), most_nodes_told);
  for (NodeNumber n = 0; n < told; ++n) text += machine.kernel(n).who_waits_where();
  if (told < machine.nodes()) text += fmt::format("  and {} more nodes\n", machine.nodes() - told);
  return text;
}

}  // namespace shrimp
