// SPDX-License-Identifier: MIT
// The command around reproduce.h: loads the machine, shows progress, prints the table and writes the JSON.
#include <fmt/format.h>

#include <stdexcept>

#include "sim/experiment/commands.h"
#include "sim/experiment/complaints.h"
#include "sim/experiment/installation.h"
#include "sim/experiment/interruption.h"
#include "sim/experiment/output_file.h"
#include "sim/experiment/phases.h"
#include "sim/experiment/report/report_file.h"
#include "sim/experiment/report/reproduce_report.h"
#include "sim/experiment/reproduce/reproduce.h"
#include "sim/experiment/run/simulation.h"
#include "sim/experiment/runs_progress.h"
#include "sim/machine/errors.h"
#include "sim/machine/machine_configuration.h"

namespace shrimp {

namespace {

std::vector<ReproducedNumber> measure(const ReproduceOptions& options, Laboratory& laboratory) {
  RunsProgress progress;
  try {
    return reproduce(laboratory, options.ids, workers_of_host(), &progress);
  } catch (const std::invalid_argument& e) {
    throw UsageError(fmt::format("shrimp reproduce: {}", e.what()));
  }
}

}  // namespace

int reproduce(const ReproduceOptions& options) {
  refuse_seed("reproduce", options.sets);
  const Installation installation = Installation::find();
  MachineParameters parameters;
  const Configuration configuration =
      load_machine(options.machine, options.sets, installation.machines, 2, parameters);
  if (!options.json_file.empty()) check_file(options.json_file);
  if (!options.report_folder.empty()) prepare_report(options.report_folder);
  const Interruption interruption(Interruption::Calls::return_early);  // what there is is still written
  Laboratory laboratory(parameters, installation.workloads);
  const std::vector<ReproducedNumber> numbers = measure(options, laboratory);
  fmt::print("{}", table_of(numbers));
  std::fflush(stdout);  // the table, if what follows fails
  Complaints complaints;
  if (!options.json_file.empty())
    complaints.attempt([&] { write_file(options.json_file, json_of(numbers)); });
  if (!options.report_folder.empty())
    complaints.attempt([&] { write_report(options, installation, configuration, laboratory, numbers); });
  complaints.tell();
  if (const int signal = Interruption::signal(); signal != 0) {
    fmt::print(stderr, "shrimp reproduce: interrupted by {}; rows without a number were not measured\n",
               name_of_signal(signal));
    return exit_of_signal + signal;
  }
  if (!complaints.none()) return exit_usage;
  return calibrated(numbers) ? exit_success : exit_program_failed;
}

}  // namespace shrimp
