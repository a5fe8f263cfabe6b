// SPDX-License-Identifier: MIT
// `shrimp explain`: makes the runs and prints their waterfalls.
#include <fmt/format.h>

#include <algorithm>

#include "sim/experiment/commands.h"
#include "sim/experiment/explain/explain_runs.h"
#include "sim/experiment/output_file.h"
#include "sim/machine/errors.h"

namespace shrimp {

namespace {

void print(const ExplainedRun& run, const Explained& e) {
  const auto one = [&](const Breakdown& b, const char* way) {
    if (b.messages() == 0) return;
    fmt::print("{}{}\n", waterfall_text(fmt::format("{}, on {}", run.title_of(way), run.machine.text), b),
               blocks_text(b));
  };
  one(e.automatic, "automatic");
  one(e.deliberate, "deliberate");
  if (e.automatic.messages() + e.deliberate.messages() == 0)
    fmt::print("{}, on {}: no message was seen by a load of the program\n", run.title, run.machine.text);
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
    all.push_back({runs[i].title, runs[i].machine.text, "automatic", results[i].automatic});
    all.push_back({runs[i].title, runs[i].machine.text, "deliberate", results[i].deliberate});
  }
  write_file(file, waterfalls_json(all));
}

std::vector<ExplainedRun> runs_on(const MachineName& machine, const ExplainOptions& options,
                                  const Installation& installation) {
  if (options.programs.empty()) return one_word_ping_pongs(machine, installation);
  ExplainedRun r{machine, options.programs.front().program, {}, false, 0};
  r.run.programs = options.programs;
  return {r};
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
  std::vector<ExplainedRun> runs;
  for (const MachineName& machine : machines)
    for (const ExplainedRun& r : runs_on(machine, options, installation)) runs.push_back(r);
  ExplainRuns maker("explain", installation, options.cflags, runs);
  const std::vector<Explained>& results = maker.make();
  const int status = tell_failures(runs, maker.statuses());
  for (std::size_t i = 0; i < runs.size(); ++i)
    if (runs[i].machine.text == machines[0].text) print(runs[i], results[i]);
  for (std::size_t i = 0; machines.size() > 1 && i < runs.size(); ++i)
    for (std::size_t k = i + 1; k < runs.size(); ++k)
      if (runs[k].title == runs[i].title && runs[k].machine.text != runs[i].machine.text)
        print_difference(runs[i], results[i], runs[k], results[k]);
  std::fflush(stdout);  // if what follows fails
  if (!options.json_file.empty()) write_json(options.json_file, runs, results);
  return status;
}

}  // namespace shrimp
