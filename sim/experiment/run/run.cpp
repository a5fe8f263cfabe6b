// SPDX-License-Identifier: MIT
// `shrimp run`: finds or compiles the programs, runs them on the machine, and writes what is asked for.
#include <fmt/format.h>

#include <optional>

#include "sim/experiment/commands.h"
#include "sim/experiment/complaints.h"
#include "sim/experiment/installation.h"
#include "sim/experiment/interruption.h"
#include "sim/experiment/output_file.h"
#include "sim/experiment/report/report_file.h"
#include "sim/experiment/report/run_recorder.h"
#include "sim/experiment/reserved_room.h"
#include "sim/experiment/run/run_programs.h"
#include "sim/experiment/run/run_watch.h"
#include "sim/experiment/run/simulation.h"
#include "sim/experiment/run/statistics_window.h"
#include "sim/experiment/run/trace_options.h"
#include "sim/machine/errors.h"
#include "sim/machine/machine_configuration.h"
#include "sim/observe/full_queues.h"
#include "sim/observe/run_report.h"
#include "sim/observe/statistics_csv.h"

namespace shrimp {

namespace {

/// Of the run: from here on a full queue is worth a word at its end.
constexpr double large_share = 0.5;

RunReport report_of(Simulation& simulation, ExitStatus status, const Configuration& configuration,
                    const StatisticsCollector& statistics, const StatisticsWindow* window) {
  RunReport report;
  report.config_hash = configuration.hash();
  report.simulated = simulation.simulated();
  report.end = status == exit_interrupted ? HowItEnded::interrupted
               : status == exit_stuck     ? HowItEnded::stuck
               : simulation.met_limit()   ? HowItEnded::limit
                                          : HowItEnded::ended;
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
    r.cycles = static_cast<std::uint64_t>(simulation.machine().kernel(p->node).cycles(*p, report.simulated));
    report.host.instructions += r.instructions;
    if (window) window->correct(r);
    report.processes.push_back(r);
  }
  if (window) report.window = window->report();
  report.statistics = window ? &window->statistics() : &statistics;
  return report;
}

/// What has no place in a file is printed: it took a run to find.
void show_profile(const std::vector<ProcessProfile>& profile, const std::string& folder,
                  Complaints& complaints) {
  const std::string text = profile_text(profile);
  const auto in_file = [&] { write_file(folder + "/profile.txt", text); };
  if (folder.empty() || !complaints.attempt(in_file)) fmt::print(stderr, "{}", text);
  if (!folder.empty()) complaints.attempt([&] { write_file(folder + "/profile.csv", profile_csv(profile)); });
}

void write_statistics(const RunReport& report, const Configuration& configuration, const std::string& folder,
                      Complaints& complaints) {
  complaints.attempt([&] { write_file(folder + "/stats.json", stats_json(report)); });
  complaints.attempt([&] { write_file(folder + "/stats.csv", stats_csv(report)); });
  complaints.attempt([&] { write_file(folder + "/machine.toml", configuration.complete_toml()); });
}

/// What cannot be written is said before the run.
void prepare_output(const RunOptions& options) {
  const std::string& folder = options.output_folder;
  if (folder.empty()) return;
  make_folder(folder);
  for (const char* name : {"stats.json", "stats.csv", "machine.toml"}) check_file(folder + "/" + name);
  if (options.profile)
    for (const char* name : {"profile.txt", "profile.csv"}) check_file(folder + "/" + name);
  if (options.report) prepare_report(folder);
}

void print_summary(const Simulation& simulation) {
  const double simulated = simulation.simulated().seconds();
  const double host = simulation.host_seconds();
  fmt::print(stderr,
             "shrimp: {:.6f} s simulated in {:.3f} s, real-time factor {:.2f}; {} packets, {:.0f} a second\n",
             simulated, host, host > 0 ? simulated / host : 0.0, simulation.messages(),
             host > 0 ? static_cast<double>(simulation.messages()) / host : 0.0);
}

/// Says what the results and traces lack. What could not be written is an error of the user's, unless the run
/// has worse.
int told(const Complaints& complaints, const Tracer* tracer, int status) {
  complaints.tell();
  if (tracer)
    for (const std::string& remark : tracer->remarks()) fmt::print(stderr, "shrimp: {}\n", remark);
  const bool failed = !complaints.none() || (tracer && tracer->failed());
  return status == exit_success && failed ? exit_usage : status;
}

/// Where a run was saturated for long, its numbers are those of a queue.
void tell_full_queues(const StatisticsCollector& statistics, Time simulated) {
  const std::vector<FullQueue> full = full_queues({}, statistics, simulated, large_share);
  if (!full.empty()) fmt::print(stderr, "shrimp: note: of the whole run {}\n", in_words(full));
}

std::unique_ptr<StatisticsWindow> window_of(const RunOptions& options, Simulation& simulation) {
  if (options.stats_from.empty() && options.stats_to.empty()) return nullptr;
  if (options.output_folder.empty())
    throw UsageError("shrimp run: --stats-from and --stats-to are of the statistics; say where with -o DIR");
  return std::make_unique<StatisticsWindow>(simulation, options.stats_from, options.stats_to);
}

}  // namespace

int run(const RunOptions& options) {
  const Installation installation = Installation::find();
  MachineParameters parameters;
  const Configuration configuration =
      load_machine(options.machine, options.sets, installation.machines, processes_of(options), parameters);
  const Time end = end_of(options);
  const TraceRequest trace = trace_request(options.trace, parameters.machine.nodes, options.output_folder);
  prepare_output(options);
  RunPrograms programs(installation, options.cflags);
  const std::vector<ProcessRequest> requests = requests_of(options, programs);

  MachineOptions machine_options;
  machine_options.run_ahead = options.run_ahead;
  Profiles profiles;
  Simulation simulation(parameters, machine_options, requests, &programs, stdout, stderr,
                        options.profile ? &profiles : nullptr);
  std::unique_ptr<Tracer> tracer;
  std::optional<ReservedRoom> room;
  if (trace.wanted()) {
    room.emplace(options.output_folder);
    tracer = std::make_unique<Tracer>(simulation.machine(), trace, options.output_folder);
  }
  const std::unique_ptr<StatisticsWindow> window = window_of(options, simulation);
  std::optional<RunRecorder> recorder;
  if (options.report) recorder.emplace(simulation);
  const Interruption interruption(Interruption::Calls::go_on);  // until all that there is has been written
  RunWatch watch(simulation, options.quiet);
  if (window && !window->ends_at().is_never()) watch.expect(window->ends_at(), "--stats-to");
  if (!end.is_never()) {
    simulation.end_at(end);
    watch.expect(end, "--until");
  }
  const ExitStatus status = watch.simulate();
  if (recorder) recorder->finish();
  if (tracer) tracer->finish(simulation.simulated());
  room.reset();

  if (window) fmt::print(stderr, "{}", window->finish());
  StatisticsCollector statistics;
  simulation.machine().report(statistics);
  const RunReport report = report_of(simulation, status, configuration, statistics, window.get());
  Complaints complaints;
  if (!options.output_folder.empty())
    write_statistics(report, configuration, options.output_folder, complaints);
  const bool counts_are_there = complaints.none();
  if (options.profile)
    show_profile(Profiles::resolve(simulation.processes()), options.output_folder, complaints);
  if (recorder)
    complaints.attempt(
        [&] { write_file(options.output_folder + "/index.html", recorder->page(report, configuration)); });
  if (!options.quiet) {
    tell_full_queues(statistics, simulation.simulated());
    if (simulation.ended_as_asked())
      fmt::print(stderr,
                 "shrimp: ended at {:.3f} us of simulated time, as --until says; the programs had not\n",
                 simulation.simulated().us());
    if (simulation.servers_left())
      fmt::print(
          stderr,
          "shrimp: ended at {:.3f} us of simulated time: only servers are left, and nobody to be their "
          "client\n{}",
          simulation.simulated().us(), simulation.machine().who_waits_where());
    print_summary(simulation);
  }
  int exit_status = status;
  if (simulation.interrupted())
    exit_status = watch.tell_interruption(counts_are_there ? options.output_folder : "");
  return told(complaints, tracer.get(), exit_status);
}

}  // namespace shrimp
