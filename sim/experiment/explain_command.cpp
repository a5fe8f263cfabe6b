// SPDX-License-Identifier: MIT
// `shrimp explain`: makes the runs, each in a process of its own, and prints their waterfalls.
#include <fmt/format.h>

#include <cstring>
#include <stdexcept>

#include "sim/experiment/commands.h"
#include "sim/experiment/explain.h"
#include "sim/experiment/installation.h"
#include "sim/experiment/output_file.h"
#include "sim/experiment/run_programs.h"
#include "sim/experiment/runs_progress.h"
#include "sim/machine/errors.h"
#include "sim/machine/machine_configuration.h"

namespace shrimp {

namespace {

struct MachineName {
  std::string machine;
  std::vector<std::string> sets;
  std::string text;  // as the user knows it
};

struct ExplainedRun {
  MachineName machine;
  std::string title;
  RunOptions run;
  bool answers = false;  // a ping-pong
  std::uint64_t warm_up = 0;

  /// Of its messages by this way; a ping-pong has but one.
  std::string title_of(const char* way) const {
    return answers ? title : fmt::format("{}, by {} update", title, way);
  }
};

constexpr std::uint64_t rounds_left_out = 100;

/// The one-word ping-pongs of the literature: without PROGRAM these are explained.
ExplainedRun ping_pong(const MachineName& machine, const std::string& workloads, const std::string& way) {
  ExplainedRun r{machine, "", {}, true, 2 * rounds_left_out};
  r.title = fmt::format("one word by {} update, one way", way == "au" ? "automatic" : "deliberate");
  r.run.programs.push_back({workloads + "/pingpong", {way, "4", "1000"}, 2});
  return r;
}

class ExplainRuns final : private ForkedRuns {
 public:
  ExplainRuns(const Installation& installation, std::string flags, std::vector<ExplainedRun> runs)
      : installation_(installation),
        flags_(std::move(flags)),
        runs_(std::move(runs)),
        results_(runs_.size()) {}

  const std::vector<Explained>& make() {
    ForkedRuns::make(runs_.size(), workers_of_host(), nullptr);
    return results_;
  }

 private:
  int make_run(std::size_t number, std::FILE* result) override {
    const ExplainedRun& r = runs_[number];
    RunOptions options = r.run;
    options.machine = r.machine.machine;
    options.sets = r.machine.sets;
    MachineParameters parameters;
    load_machine(options.machine, options.sets, installation_.machines, processes_of(options), parameters);
    RunPrograms programs(installation_, flags_);
    const std::vector<ProcessRequest> requests = requests_of(options, programs);
    Simulation simulation(parameters, {}, requests, &programs, stderr, stderr);
    Explanation explanation(simulation.machine(), r.answers, r.warm_up);
    const int status = simulation.run();
    const Explained explained = explanation.result();
    std::fwrite(&explained, sizeof explained, 1, result);
    return status;
  }

  void ended(std::size_t number, const RunEnd& end) override {
    const ExplainedRun& r = runs_[number];
    if (end.status != 0 || end.signal != 0 || end.result.size() != sizeof(Explained))
      throw UsageError(fmt::format("shrimp explain: the run of '{}' on {} failed",
                                   r.run.programs.front().program, r.machine.text));
    std::memcpy(&results_[number], end.result.data(), sizeof(Explained));
  }

  const Installation& installation_;
  const std::string flags_;
  const std::vector<ExplainedRun> runs_;
  std::vector<Explained> results_;
};

void print(const ExplainedRun& run, const Explained& e) {
  const auto one = [&](const Breakdown& b, const char* way) {
    if (b.messages() == 0) return;
    fmt::print("{}\n", waterfall_text(fmt::format("{}, on {}", run.title_of(way), run.machine.text), b));
  };
  one(e.automatic, "automatic");
  one(e.deliberate, "deliberate");
  if (e.automatic.messages() + e.deliberate.messages() == 0)
    fmt::print("{}, on {}: no message was seen by a load of the program\n", run.title, run.machine.text);
  if (e.overwritten > 0)
    fmt::print("{} messages are not counted: the next one was written over them before a load saw them\n",
               e.overwritten);
}

void print_difference(const ExplainedRun& here_run, const Explained& here, const ExplainedRun& there_run,
                      const Explained& there) {
  const auto one = [&](const Breakdown& a, const Breakdown& b, const char* way) {
    if (a.messages() == 0 || b.messages() == 0) return;
    fmt::print("{}\n",
               difference_text(here_run.title_of(way), here_run.machine.text, a, there_run.machine.text, b));
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

bool snoops(const MachineName& name, const Installation& installation) {
  MachineParameters parameters;
  load_machine(name.machine, name.sets, installation.machines, 2, parameters);
  return parameters.nic.snoops();
}

}  // namespace

int explain(const ExplainOptions& options) {
  const Installation installation = Installation::find();
  std::vector<MachineName> machines{{options.machine, options.sets, options.machine}};
  if (!options.sets.empty()) machines[0].text += fmt::format(" with {}", fmt::join(options.sets, ", "));
  if (!options.against.empty()) machines.push_back({options.against, {}, options.against});
  if (machines.size() > 1 && machines[0].text == machines[1].text)
    throw UsageError(
        fmt::format("shrimp explain: --against {0} is the same machine; name another one, or --set "
                    "what is to differ",
                    options.against));
  std::vector<ExplainedRun> runs;
  for (const MachineName& machine : machines) {
    if (!options.programs.empty()) {
      ExplainedRun r{machine, options.programs.front().program, {}, false, 0};
      r.run.programs = options.programs;
      runs.push_back(r);
      continue;
    }
    if (snoops(machine, installation)) runs.push_back(ping_pong(machine, installation.workloads, "au"));
    runs.push_back(ping_pong(machine, installation.workloads, "du"));
  }
  ExplainRuns maker(installation, options.cflags, runs);
  const std::vector<Explained>& results = maker.make();
  if (!options.json_file.empty()) write_json(options.json_file, runs, results);
  for (std::size_t i = 0; i < runs.size(); ++i)
    if (runs[i].machine.text == machines[0].text) print(runs[i], results[i]);
  for (std::size_t i = 0; machines.size() > 1 && i < runs.size(); ++i)
    for (std::size_t k = i + 1; k < runs.size(); ++k)
      if (runs[k].title == runs[i].title && runs[k].machine.text != runs[i].machine.text)
        print_difference(runs[i], results[i], runs[k], results[k]);
  return exit_success;
}

}  // namespace shrimp
