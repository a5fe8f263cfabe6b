// SPDX-License-Identifier: MIT
// `shrimp sweep`: makes the points that are missing, and writes table and picture of all that are there.
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "sim/experiment/interruption.h"
#include "sim/experiment/output_file.h"
#include "sim/experiment/runs_progress.h"
#include "sim/experiment/sweep/sweep.h"
#include "sim/experiment/sweep/sweep_table.h"
#include "sim/machine/errors.h"

namespace shrimp {

namespace {

constexpr std::size_t most_failures_told = 5;

std::string in_words(const SweepPlan& plan, std::size_t point) {
  std::string text;
  for (std::size_t i = 0; i < plan.axes.size(); ++i)
    text += fmt::format("{}{}={}", i == 0 ? "" : " ", plan.axes[i].key, plan.points[point].values[i]);
  return text;
}

void tell_start(const Sweep& sweep, const SweepPlan& plan, const std::string& folder) {
  const std::size_t all = plan.points.size();
  fmt::print(stderr, "shrimp sweep: {} points, {} of them already in {}\n", all, all - sweep.missing(),
             folder);
  if (sweep.foreign() != 0)
    fmt::print(
        stderr,
        "shrimp sweep: {} other points there belong to another plan, machine, program or simulator, and "
        "are left out\n",
        sweep.foreign());
}

void tell_failures(const Sweep& sweep, const SweepPlan& plan) {
  std::size_t told = 0;
  for (const auto& [point, words] : sweep.failures()) {
    if (told++ == most_failures_told) {
      fmt::print(stderr, "shrimp sweep: and {} more points failed\n",
                 sweep.failures().size() - most_failures_told);
      return;
    }
    fmt::print(stderr, "shrimp sweep: the point {} failed, and is left out:\n{}", in_words(plan, point),
               words);
  }
}

/// In the folder, and without a shell, to which CDPATH and characters of the name mean something.
bool gnuplot_draws(const std::string& folder) {
  const pid_t child = fork();
  if (child == 0) {
    std::signal(SIGXFSZ, SIG_DFL);  // a picture that is cut off shall be gnuplot's failure
    if (chdir(folder.c_str()) == 0) execlp("gnuplot", "gnuplot", "sweep.gnuplot", nullptr);
    _exit(127);
  }
  int status = -1;
  while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return child > 0 && status == 0;
}

void draw(const std::string& folder) {
  if (!gnuplot_draws(folder))
    throw UsageError(fmt::format(
        "shrimp sweep: gnuplot could not draw {0}/sweep.gnuplot; {0}/sweep.csv is complete. If gnuplot is "
        "missing: apt-get install gnuplot-nox",
        folder));
}

void write_results(const Sweep& sweep, const SweepPlan& plan, const SweepOptions& options) {
  const std::string& folder = options.output_folder;
  write_file(folder + "/sweep.csv", sweep_csv(plan, sweep.results()));
  const std::string quantity = quantity_to_draw(sweep.results(), options.plot);
  if (quantity.empty()) return;
  write_file(folder + "/sweep.gnuplot", sweep_gnuplot(plan, sweep.results(), quantity));
  draw(folder);
  fmt::print(stderr, "shrimp sweep: wrote {0}/sweep.csv, and {1} as {0}/sweep.svg\n", folder, quantity);
}

}  // namespace

int sweep(const SweepOptions& options) {
  const Installation installation = Installation::find();
  const SweepPlan plan = plan_sweep(options, installation.machines);
  Sweep sweep(options, plan, installation);
  tell_start(sweep, plan, options.output_folder);
  bool interrupted = false;
  try {
    RunsProgress progress;
    sweep.make_points(options.workers != 0 ? options.workers : workers_of_host(), &progress);
  } catch (const Interrupted&) {
    interrupted = true;
  } catch (const UsageError&) {
    write_results(sweep, plan, options);
    throw;
  }
  write_results(sweep, plan, options);
  tell_failures(sweep, plan);
  if (interrupted) {
    std::size_t made = 0;
    for (const auto& r : sweep.results()) made += r ? 1 : 0;
    fmt::print(stderr, "shrimp sweep: interrupted with {} of {} points; the same command makes the rest\n",
               made, plan.points.size());
    return exit_of_signal + Interruption::signal();
  }
  return sweep.failures().empty() ? exit_success : exit_program_failed;
}

}  // namespace shrimp
