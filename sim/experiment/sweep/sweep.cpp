// SPDX-License-Identifier: MIT
#include "sim/experiment/sweep/sweep.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <stdexcept>

#include "sim/experiment/interruption.h"
#include "sim/experiment/output_file.h"
#include "sim/experiment/reproduce/reproduce.h"
#include "sim/experiment/text_stream.h"
#include "sim/machine/content_hash.h"
#include "sim/machine/errors.h"
#include "sim/machine/nearest_name.h"
#include "sim/observe/statistics_collector.h"

namespace shrimp {

namespace {

namespace fs = std::filesystem;

SweepValue statistic(const StatisticsCollector& statistics, const std::string& name) {
  const auto found = statistics.all().find(name);
  if (found != statistics.all().end())
    return {"", "", name, std::to_string(found->second.value), found->second.unit};
  std::vector<std::string> names;
  for (const auto& entry : statistics.all()) names.push_back(entry.first);
  const std::string hint = did_you_mean(name, names);
  throw UsageError(fmt::format(
      "shrimp sweep: --stat {}: this machine has no such statistic{}", name,
      hint.empty() ? "; stats.csv of `shrimp run -o DIR` lists them, as node[N].COMPONENT.STATISTIC"
                   : "; " + hint));
}

}  // namespace

Sweep::Sweep(const SweepOptions& options, const SweepPlan& plan, const Installation& installation)
    : options_(options),
      plan_(plan),
      installation_(installation),
      folder_(options.output_folder + "/points"),
      programs_(installation, options.run.cflags) {
  make_folder(options.output_folder);
  make_folder(folder_);
  for (const char* name : {"sweep.csv", "sweep.gnuplot", "sweep.svg"})
    check_file(fmt::format("{}/{}", options.output_folder, name));
  for (const SweepPoint& p : plan_.points)
    for (const ProgramRequest& program : p.run.programs) programs_.load(program.program);
  name_points();
  find_points();
}

void Sweep::name_points() {
  ContentHash common;
  common.add_file("/proc/self/exe");
  for (const std::string& s : options_.statistics) common.add(s);
  if (options_.of_rows)
    for (const std::string& file : files_of(installation_.workloads)) common.add_file(file);
  for (const SweepPoint& p : plan_.points) {
    ContentHash hash = common;
    hash.add(p.config_hash);
    for (const std::string& id : p.rows.ids) hash.add(id);
    for (const ProgramRequest& program : p.run.programs) {
      hash.add(fmt::format("{} x {}", program.copies, fs::path(program.program).filename().string()));
      hash.add_file(programs_.file(program.program));
      for (const std::string& a : program.arguments) hash.add(a);
      hash.add("");
    }
    for (const std::string& e : p.run.environment) hash.add(e);
    hash.add(p.run.until);
    names_.push_back(hash.text() + ".json");
  }
}

void Sweep::find_points() {
  const std::set<std::string> ours(names_.begin(), names_.end());
  for (const std::string& file : files_of(folder_)) {
    const fs::path path = file;
    if (path.extension() == ".json" && ours.count(path.filename().string()) == 0) ++foreign_;
  }
  results_.resize(plan_.points.size());
  for (std::size_t i = 0; i < results_.size(); ++i) {
    try {
      if (fs::exists(file_of(i))) results_[i] = from_json(text_of_file(file_of(i)));
    } catch (const std::runtime_error&) {  // damaged: it is made again
    }
    if (!results_[i]) to_make_.push_back(i);
  }
}

void Sweep::make_points(unsigned workers, ForkedRunsProgress* progress) {
  make(to_make_.size(), workers, progress);
}

SweepValues Sweep::simulate(const SweepPoint& point, std::FILE* err, int& status) {
  MachineOptions options;
  options.run_ahead = point.run.run_ahead;
  TextStream printed;
  Simulation simulation(point.parameters, options, requests_of(point.run, programs_), &programs_,
                        printed.file(), err);
  simulation.name_ranks();
  if (const Time end = end_of(point.run); !end.is_never()) simulation.end_at(end);
  status = simulation.run();
  SweepValues values = printed_values(printed.text());
  values.push_back({"", "", "run.simulated", std::to_string(simulation.simulated().ps), "ps"});
  StatisticsCollector statistics;
  simulation.machine().report(statistics);
  for (const std::string& name : options_.statistics) values.push_back(statistic(statistics, name));
  return values;
}

SweepValues Sweep::reproduce_rows(const SweepPoint& point) {
  Laboratory laboratory(point.parameters, installation_.workloads);
  SweepValues values;
  for (const ReproducedNumber& n : reproduce(laboratory, point.rows.ids, 1, nullptr)) {
    if (!n.failure.empty()) throw RunFailed(n.failure);
    if (n.possible && !n.measured) throw Interrupted("interrupted");
    values.push_back({"", "", n.row->id, n.possible ? fmt::format("{}", n.simulated) : "", n.row->unit});
  }
  return values;
}

/// Writes the point's file, or what went wrong.
int Sweep::make_run(std::size_t run, std::FILE* result) {
  const SweepPoint& point = plan_.points[to_make_[run]];
  try {
    int status = exit_success;
    TextStream err;
    const SweepValues values = options_.of_rows ? reproduce_rows(point) : simulate(point, err.file(), status);
    std::fputs((status == exit_success ? to_json(values) : err.text()).c_str(), result);
    return status;
  } catch (const RunFailed& e) {
    fmt::print(result, "{}\n", e.what());
    return exit_program_failed;
  } catch (const UsageError& e) {
    fmt::print(result, "{}", e.what());
    return exit_usage;
  } catch (const std::invalid_argument& e) {  // an unknown row
    fmt::print(result, "shrimp sweep: {}", e.what());
    return exit_usage;
  } catch (const std::exception& e) {
    fmt::print(result, "{}\n", e.what());
    return exit_broken_invariant;
  }
}

void Sweep::ended(std::size_t run, const RunEnd& end) {
  const std::size_t point = to_make_[run];
  if (end.status == exit_usage) throw UsageError(end.result);
  if (end.signal != 0) {
    failures_[point] = fmt::format("the simulator was ended by signal {}\n", end.signal);
  } else if (end.status != exit_success) {
    failures_[point] = end.result;
  } else {
    write_file(file_of(point), end.result);
    results_[point] = from_json(end.result);
  }
}

}  // namespace shrimp
