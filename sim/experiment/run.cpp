// SPDX-License-Identifier: MIT
// `shrimp run`: finds or compiles the programs, runs them on the machine, and writes what is asked for.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>

#include "sim/experiment/commands.h"
#include "sim/experiment/installation.h"
#include "sim/experiment/program_cache.h"
#include "sim/experiment/simulation.h"
#include "sim/machine/errors.h"
#include "sim/machine/machine_configuration.h"
#include "sim/observe/progress_meter.h"
#include "sim/observe/run_report.h"
#include "sim/observe/statistics_csv.h"

namespace shrimp {

namespace {

constexpr std::uint64_t events_between_looks = 100'000;

/// The programs of a run, each loaded once.
class Programs final : public ProgramSource {
 public:
  /// `flags`: to compile source files with.
  Programs(const Installation& installation, std::string flags)
      : cache_(Compiler(installation.tools, installation.libraries), ProgramCache::default_folder()),
        flags_(std::move(flags)) {}

  const Program& load(const std::string& name) override {
    std::unique_ptr<Program>& program = loaded_[name];
    if (program) return *program;
    const std::string file = cache_.find(name, flags_);
    try {
      program = std::make_unique<Program>(file);
    } catch (const std::runtime_error& e) {
      // A compiled source is known by its own name, not by that of its place in the cache.
      std::string text = e.what();
      if (const std::size_t at = text.find(file); at != std::string::npos)
        text.replace(at, file.size(), name);
      throw UsageError(fmt::format("shrimp: {}", text));
    }
    return *program;
  }

 private:
  ProgramCache cache_;
  const std::string flags_;
  std::map<std::string, std::unique_ptr<Program>> loaded_;
};

std::uint32_t processes_of(const RunOptions& options) {
  std::uint32_t sum = 0;
  for (const ProgramRequest& p : options.programs) sum += p.copies;
  return sum;
}

std::vector<ProcessRequest> requests_of(const RunOptions& options, Programs& programs) {
  std::vector<ProcessRequest> requests;
  for (const ProgramRequest& p : options.programs) {
    ProcessRequest request;
    request.program = &programs.load(p.program);
    // Without its folder: a program's arguments are the same wherever it is started from.
    request.arguments = {std::filesystem::path(p.program).filename().string()};
    request.arguments.insert(request.arguments.end(), p.arguments.begin(), p.arguments.end());
    request.environment = options.environment;
    requests.insert(requests.end(), p.copies, request);
  }
  return requests;
}

void make_folder(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error)
    throw UsageError(
        fmt::format("shrimp: the folder '{}' of -o cannot be made: {}. Name one that you may write to.",
                    folder, error.message()));
}

void write_file(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  if (!file.flush())
    throw UsageError(
        fmt::format("shrimp: '{}' cannot be written. Is the disk full, or the folder not yours?", path));
}

RunReport report_of(const Simulation& simulation, const Configuration& configuration,
                    const StatisticsCollector& statistics) {
  RunReport report;
  report.config_hash = configuration.hash();
  report.simulated = simulation.simulated();
  report.host.seconds = simulation.host_seconds();
  report.host.events = simulation.events();
  for (const SimulatedProcess* p : simulation.processes()) {
    ProcessReport r;
    r.rank = p->rank;
    r.node = p->node;
    r.pid = p->pid;
    r.ended = p->state == ProcessState::ended;
    r.exit = p->end.status;
    r.program = p->name;
    r.instructions = static_cast<std::uint64_t>(p->process.hook().instructions);
    r.cycles = static_cast<std::uint64_t>(p->context.cycles);
    report.host.instructions += r.instructions;
    report.processes.push_back(r);
  }
  report.statistics = &statistics;
  return report;
}

void print_summary(const Simulation& simulation) {
  const double simulated = simulation.simulated().seconds();
  const double host = simulation.host_seconds();
  fmt::print(stderr,
             "shrimp: {:.6f} s simulated in {:.3f} s, real-time factor {:.2f}; {} packets, {:.0f} a second\n",
             simulated, host, host > 0 ? simulated / host : 0.0, simulation.messages(),
             host > 0 ? static_cast<double>(simulation.messages()) / host : 0.0);
}

}  // namespace

int run(const RunOptions& options) {
  const Installation installation = Installation::find();
  MachineParameters parameters;
  const Configuration configuration =
      load_machine(options.machine, options.sets, installation.machines, processes_of(options), parameters);
  if (!options.output_folder.empty()) make_folder(options.output_folder);
  Programs programs(installation, options.cflags);
  const std::vector<ProcessRequest> requests = requests_of(options, programs);

  MachineOptions machine_options;
  machine_options.run_ahead = options.run_ahead;
  Simulation simulation(parameters, machine_options, requests, &programs, stdout, stderr);
  ProgressMeter progress(stderr, options.quiet);
  if (progress.visible())
    simulation.watch(
        events_between_looks, [](void* p, Time now) { static_cast<ProgressMeter*>(p)->update(now); },
        &progress);
  const ExitStatus status = simulation.run();
  progress.erase();

  if (!options.output_folder.empty()) {
    StatisticsCollector statistics;
    simulation.machine().report(statistics);
    const RunReport report = report_of(simulation, configuration, statistics);
    write_file(options.output_folder + "/stats.json", stats_json(report));
    write_file(options.output_folder + "/stats.csv", stats_csv(report));
    write_file(options.output_folder + "/machine.toml", configuration.complete_toml());
  }
  if (!options.quiet) print_summary(simulation);
  return status;
}

}  // namespace shrimp
