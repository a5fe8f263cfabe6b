// SPDX-License-Identifier: MIT
// `shrimp faults`: the fault campaign, its table, and how to repeat a run that failed.
#include <fmt/format.h>

#include "sim/experiment/commands.h"
#include "sim/experiment/faults/fault_campaign.h"
#include "sim/experiment/installation.h"
#include "sim/experiment/interruption.h"
#include "sim/experiment/run/simulation.h"
#include "sim/experiment/runs_progress.h"
#include "sim/machine/errors.h"
#include "sim/machine/machine_configuration.h"

namespace shrimp {

namespace {

constexpr std::size_t most_failures_told = 5;

std::string machine_options(const FaultsOptions& options) {
  std::string text = " -c " + options.machine;
  for (const std::string& s : options.sets) text += " --set " + s;
  return text;
}

void tell_failure(const FaultsOptions& options, const FaultCampaign& campaign,
                  const FaultCampaign::Failure& failure) {
  const FaultPlan& plan = failure.plan;
  fmt::print(stderr, "\nshrimp faults: the run of seed {} failed: {}\n  {}\n", plan.seed, failure.reason,
             in_words(plan));
  fmt::print(stderr, "  to repeat it: shrimp faults{} --runs 1 --seed {}\n", machine_options(options),
             plan.seed);
  std::string settings;
  for (const std::string& s : plan.settings(campaign.base())) settings += " --set " + s;
  fmt::print(stderr, "  its run alone: shrimp run{}{} -n {} workloads/checked_exchange.c {}\n{}",
             machine_options(options), settings, plan.processes, fmt::join(plan.arguments(), " "),
             failure.words);
}

}  // namespace

int faults(const FaultsOptions& options) {
  const Installation installation = Installation::find();
  MachineParameters parameters;
  load_machine(options.machine, options.sets, installation.machines, 2, parameters);
  FaultCampaign campaign(parameters, installation.workloads + "/checked_exchange", options.seed);
  const unsigned workers = options.workers != 0 ? options.workers : workers_of_host();
  std::string interrupted;
  try {
    RunsProgress progress;
    campaign.run(options.runs, workers, &progress);
  } catch (const Interrupted& e) {
    interrupted = e.what();
  }
  fmt::print("{}", options.runs == 1 ? campaign.last_run() : campaign.table());
  std::size_t told = 0;
  for (const auto& [seed, failure] : campaign.failures()) {
    if (told++ == most_failures_told) break;
    tell_failure(options, campaign, failure);
  }
  if (!interrupted.empty()) {
    fmt::print(stderr, "shrimp faults: {}; the table is of these\n", interrupted);
    return exit_of_signal + Interruption::signal();
  }
  return campaign.failures().empty() ? exit_success : exit_program_failed;
}

}  // namespace shrimp
