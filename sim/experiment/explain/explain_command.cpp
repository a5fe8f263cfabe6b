// SPDX-License-Identifier: MIT
// `shrimp explain`: makes the runs and prints their waterfalls.
#include <fmt/format.h>

#include <algorithm>

#include "sim/experiment/commands.h"
#include "sim/experiment/explain/explain_runs.h"
#include "sim/experiment/output_file.h"
#include "sim/experiment/run/run_programs.h"
#include "sim/machine/errors.h"

namespace shrimp {

namespace {

constexpr std::uint64_t least_parts_told = 10;  // a tenth: now and then a call also returns credits

void print(const ExplainedRun& run, const Explained& e) {
  const auto one = [&](const Breakdown& b, const char* way) {
    if (b.messages() == 0) return;
    fmt::print(
        "{}{}\n",
        waterfall_text(fmt::format("{}, on {}", run.title_of(way), run.machine.text), b, run.rounds_left_out),
        blocks_text(b));
  };
  one(e.automatic, "automatic");
  one(e.deliberate, "deliberate");
  const std::uint64_t messages = e.automatic.messages() + e.deliberate.messages();
  if (messages == 0)
    fmt::print("{}, on {}: no message was seen by a load of the program{}\n", run.title, run.machine.text,
               processes_of(run.run) == 1 ? "; it ran as one process alone: for two, give -n 2"
               : run.rounds_left_out > 0  ? fmt::format(" behind the first {} rounds, which are left out: "
                                                         "give it more rounds",
                                                        run.rounds_left_out)
                                          : "");
  if (e.parts * least_parts_told >= messages && e.parts > 0)
    fmt::print(
        "{} of {} messages are parts of larger ones (a library's call that had seen one sent the next): each "
        "part is told as a way of its own, and one way of the program takes several\n",
        e.parts, messages);
  if (e.overwritten > 0)
    fmt::print("{} messages are not counted: the next one was written over them before a load saw them\n",
               e.overwritten);
}

/// What a program did until it failed is worth telling, if it is told that it did. Returns how the worst
/// ended.
int tell_failures(const std::vector<ExplainedRun>& runs, const std::vector<int>& statuses) {
  for (std::size_t i = 0; i < runs.size(); ++i)
    if (statuses[i] != exit_success)
      fmt::print(stderr, "shrimp explain: note: '{}' on {} {}; what is told are its messages until then\n",
                 runs[i].run.programs.front().program, runs[i].machine.text,
                 statuses[i] == exit_stuck ? "got stuck" : "did not end well");
  return *std::max_element(statuses.begin(), statuses.end());
}

void print_difference(const ExplainedRun& here_run, const Explained& here, const ExplainedRun& there_run,
                      const Explained& there) {
  const auto one = [&](const Breakdown& a, const Breakdown& b, const char* way) {
    if (a.messages() == 0 || b.messages() == 0) return;
    fmt::print("{}{}\n",
               difference_text(here_run.title_of(way), here_run.machine.text, a, there_run.machine.text, b),
               blocks_difference_text(a, b));
  };
  one(here.automatic, there.automatic, "automatic");
  one(here.deliberate, there.deliberate, "deliberate");
}

void write_json(const std::string& file, const std::vector<ExplainedRun>& runs,
                const std::vector<Explained>& results) {
  std::vector<NamedBreakdown> all;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const ExplainedRun& r = runs[i];
    all.push_back({r.title, r.machine.text, "automatic", results[i].automatic, r.seeds, r.rounds_left_out});
    all.push_back({r.title, r.machine.text, "deliberate", results[i].deliberate, r.seeds, r.rounds_left_out});
  }
  write_file(file, waterfalls_json(all));
}

std::vector<ExplainedRun> runs_on(const MachineName& machine, const Seed& seed, const ExplainOptions& options,
                                  const Installation& installation) {
  if (!options.programs.empty()) {
    ExplainedRun r{machine, options.programs.front().program, {}, Exchange::any, 0, {seed.value}};
    if (options.ping_pong) {
      r.exchange = Exchange::library_ping_pong;
      r.rounds_left_out = rounds_left_out;
      r.title += ", one way";
    }
    r.run.programs = options.programs;
    return {r};
  }
  std::vector<ExplainedRun> runs = one_word_ping_pongs(machine, installation);
  for (ExplainedRun& r : runs)
    if (seed.by_user) r.seeds = {seed.value};
  return runs;
}

/// In other phases of the clocks the same machine has another latency: a seed that the user gives for one of
/// two machines is that of the other, too. Says it.
void match_phases(const std::vector<MachineName>& machines, std::vector<Seed>& seeds) {
  Seed &first = seeds.front(), &last = seeds.back();
  if (!first.by_user) first = last.by_user ? last : first;
  if (!last.by_user) last = first.by_user ? first : last;
  if (!first.by_user) return;
  if (first.value == last.value)
    fmt::print("with run.seed={}{}: in one phase of the clocks\n\n", first.value,
               machines.size() > 1 ? " on both machines" : "");
  else
    fmt::print(
        "the phases of the clocks differ: run.seed={} on {}, run.seed={} on {}; give both the same seed to "
        "compare the machines alone\n\n",
        first.value, machines.front().text, last.value, machines.back().text);
}

/// Why a ping-pong is missing, if it is.
void tell_of_automatic_update(const MachineName& machine, const ExplainOptions& options,
                              const Installation& installation) {
  if (options.programs.empty() && !has_automatic_update(machine, installation))
    fmt::print("{} has no automatic update: its board does not snoop the memory bus\n\n", machine.text);
}

}  // namespace

int explain(const ExplainOptions& options) {
  const Installation installation = Installation::find();
  std::vector<MachineName> machines{machine_name(options.machine, options.sets)};
  if (!options.against.empty()) machines.push_back(machine_name(options.against, {}));
  if (machines.size() > 1 && machines[0].text == machines[1].text)
    throw UsageError(
        fmt::format("shrimp explain: --against {0} is the same machine; name another one, or --set "
                    "what is to differ",
                    options.against));
  if (!options.json_file.empty()) check_file(options.json_file);
  std::vector<Seed> seeds;
  for (const MachineName& machine : machines) seeds.push_back(seed_of(machine, installation));
  match_phases(machines, seeds);
  std::vector<ExplainedRun> runs;
  for (std::size_t i = 0; i < machines.size(); ++i)
    for (const ExplainedRun& r : runs_on(machines[i], seeds[i], options, installation)) runs.push_back(r);
  ExplainRuns maker("explain", installation, options.cflags, runs);
  const std::vector<Explained>& results = maker.make();
  const int status = tell_failures(runs, maker.statuses());
  tell_of_automatic_update(machines[0], options, installation);
  for (std::size_t i = 0; i < runs.size(); ++i)
    if (runs[i].machine.text == machines[0].text) print(runs[i], results[i]);
  if (machines.size() > 1) tell_of_automatic_update(machines[1], options, installation);
  for (std::size_t i = 0; machines.size() > 1 && i < runs.size(); ++i)
    for (std::size_t k = i + 1; k < runs.size(); ++k)
      if (runs[k].title == runs[i].title && runs[k].machine.text != runs[i].machine.text)
        print_difference(runs[i], results[i], runs[k], results[k]);
  std::fflush(stdout);  // if what follows fails
  if (!options.json_file.empty()) write_json(options.json_file, runs, results);
  return status;
}

}  // namespace shrimp
