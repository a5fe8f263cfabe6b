// SPDX-License-Identifier: MIT
#include "sim/experiment/explain/explain_runs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "sim/experiment/phases.h"
#include "sim/experiment/run/run_programs.h"
#include "sim/experiment/runs_progress.h"
#include "sim/machine/errors.h"
#include "sim/machine/machine_configuration.h"

namespace shrimp {

std::string ExplainedRun::title_of(const char* way) const {
  return exchange != Exchange::any ? title : fmt::format("{}, by {} update", title, way);
}

MachineName machine_name(const std::string& machine, const std::vector<std::string>& sets) {
  MachineName name{machine, sets, machine};
  if (!sets.empty()) name.text += fmt::format(" with {}", fmt::join(sets, ", "));
  return name;
}

bool has_automatic_update(const MachineName& machine, const Installation& installation) {
  MachineParameters parameters;
  load_machine(machine.machine, machine.sets, installation.machines, 2, parameters);
  return parameters.nic.snoops();
}

Seed seed_of(const MachineName& machine, const Installation& installation) {
  MachineParameters parameters;
  const Configuration configuration =
      load_machine(machine.machine, machine.sets, installation.machines, 2, parameters);
  return {parameters.run.seed, configuration.given_by_user("run.seed")};
}

ExplainedRun one_word_ping_pong(const MachineName& machine, const std::string& workloads,
                                const std::string& way) {
  ExplainedRun r{machine, "", {}, Exchange::ping_pong, rounds_left_out, {}};
  for (std::uint32_t seed = 1; seed <= phases; ++seed) r.seeds.push_back(seed);
  r.title = fmt::format("one word by {} update, one way", way == "au" ? "automatic" : "deliberate");
  r.run.programs.push_back({workloads + "/pingpong", {way, "4", "1000"}, 2});
  return r;
}

std::vector<ExplainedRun> one_word_ping_pongs(const MachineName& machine, const Installation& installation) {
  std::vector<ExplainedRun> runs;
  if (has_automatic_update(machine, installation))
    runs.push_back(one_word_ping_pong(machine, installation.workloads, "au"));
  runs.push_back(one_word_ping_pong(machine, installation.workloads, "du"));
  return runs;
}

ExplainRuns::ExplainRuns(std::string command, const Installation& installation, std::string flags,
                         std::vector<ExplainedRun> runs)
    : command_(std::move(command)),
      installation_(installation),
      flags_(std::move(flags)),
      runs_(std::move(runs)),
      results_(runs_.size()),
      statuses_(runs_.size()) {
  for (std::size_t i = 0; i < runs_.size(); ++i)
    for (const std::uint32_t seed : runs_[i].seeds) seeded_.push_back({i, seed});
}

const std::vector<Explained>& ExplainRuns::make() {
  RunsProgress progress;
  ForkedRuns::make(seeded_.size(), workers_of_host(), &progress);
  return results_;
}

int ExplainRuns::make_run(std::size_t number, std::FILE* result) {
  const auto [of, seed] = seeded_[number];
  const ExplainedRun& r = runs_[of];
  RunOptions options = r.run;
  options.machine = r.machine.machine;
  options.sets = r.machine.sets;
  MachineParameters parameters;
  load_machine(options.machine, options.sets, installation_.machines, processes_of(options), parameters);
  parameters.run.seed = seed;
  RunPrograms programs(installation_, flags_);
  const std::vector<ProcessRequest> requests = requests_of(options, programs);
  std::FILE* printed = r.exchange == Exchange::ping_pong ? std::fopen("/dev/null", "w") : stderr;
  Simulation simulation(parameters, {}, requests, &programs, printed, stderr);
  simulation.limit_measurement();
  Explanation explanation(simulation.machine(), r.exchange, 2 * r.rounds_left_out);
  const int status = simulation.run();
  const Explained explained = explanation.result();
  std::fwrite(&explained, sizeof explained, 1, result);
  return status;
}

void ExplainRuns::ended(std::size_t number, const RunEnd& end) {
  const std::size_t of = seeded_[number].number;
  const ExplainedRun& r = runs_[of];
  if (end.signal != 0 || end.result.size() != sizeof(Explained))
    throw UsageError(fmt::format("shrimp {}: the run of '{}' on {} failed{}", command_,
                                 r.run.programs.front().program, r.machine.text,
                                 end.signal != 0 ? fmt::format(": signal {} ended it", end.signal) : ""));
  statuses_[of] = std::max(statuses_[of], end.status);
  Explained explained;
  std::memcpy(&explained, end.result.data(), sizeof explained);
  results_[of].add(explained);
}

}  // namespace shrimp
