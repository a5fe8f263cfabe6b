// SPDX-License-Identifier: MIT
// The command around fit.h: loads the machine, shows progress, prints, and writes the JSON.
#include <fmt/format.h>

#include "sim/experiment/commands.h"
#include "sim/experiment/fit/fit.h"
#include "sim/experiment/installation.h"
#include "sim/experiment/output_file.h"
#include "sim/experiment/phases.h"
#include "sim/experiment/run/simulation.h"
#include "sim/experiment/runs_progress.h"
#include "sim/machine/machine_configuration.h"

namespace shrimp {

int fit(const FitOptions& options) {
  refuse_seed("fit", options.sets);
  const Installation installation = Installation::find();
  MachineParameters parameters;
  const Configuration configuration =
      load_machine(options.machine, options.sets, installation.machines, 2, parameters);
  if (!options.json_file.empty()) check_file(options.json_file);
  Laboratory laboratory(parameters, installation.workloads);
  Fit fit;
  try {
    RunsProgress progress;
    fit = measure_fit(laboratory, workers_of_host(), &progress);
  } catch (const RunFailed& e) {
    fmt::print(stderr, "shrimp fit: there is nothing to fit a model to: {}\n", e.what());
    return exit_program_failed;
  }
  fit.machine = configuration.machine();
  fit.config_hash = configuration.hash();
  fmt::print("{}", text_of(fit));
  if (!options.json_file.empty()) write_file(options.json_file, json_of(fit));
  return exit_success;
}

}  // namespace shrimp
