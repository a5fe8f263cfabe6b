// SPDX-License-Identifier: MIT
// The command around fit.h: loads the machine, shows progress, prints, and writes the JSON.
#include <fmt/format.h>

#include "sim/experiment/commands.h"
#include "sim/experiment/fit/fit.h"
#include "sim/experiment/installation.h"
#include "sim/experiment/output_file.h"
#include "sim/experiment/runs_progress.h"
#include "sim/machine/machine_configuration.h"

namespace shrimp {

int fit(const FitOptions& options) {
  const Installation installation = Installation::find();
  MachineParameters parameters;
  const Configuration configuration =
      load_machine(options.machine, options.sets, installation.machines, 2, parameters);
  Laboratory laboratory(parameters, installation.workloads);
  Fit fit;
  {
    RunsProgress progress;
    fit = measure_fit(laboratory, workers_of_host(), &progress);
  }
  fit.machine = configuration.machine();
  fit.config_hash = configuration.hash();
  fmt::print("{}", text_of(fit));
  if (!options.json_file.empty()) write_file(options.json_file, json_of(fit));
  return 0;
}

}  // namespace shrimp
