// SPDX-License-Identifier: MIT
// The runs behind utilization_section.h.
#include <fmt/format.h>

#include <cstdio>

#include "sim/experiment/forked_runs.h"
#include "sim/experiment/report/utilization_section.h"
#include "sim/experiment/run/run_programs.h"
#include "sim/experiment/run_failed.h"
#include "sim/experiment/runs_progress.h"

namespace shrimp {

namespace {

struct Stream {
  const char* id;
  const char* title;
  const char* way;  // as the workload `bandwidth` knows it
  bool automatic_update;
};
constexpr Stream streams[] = {
    {"utilization-au", "automatic update of pages, timer, from node 0 to node 1", "au", true},
    {"utilization-du", "deliberate update of pages, from node 0 to node 1", "du", false}};

class StreamRuns final : private ForkedRuns {
 public:
  StreamRuns(const MachineParameters& parameters, const Installation& installation)
      : parameters_(parameters), installation_(installation) {
    for (const Stream& s : streams)
      if (!s.automatic_update || parameters.nic.snoops()) streams_.push_back(s);
    figures_.resize(streams_.size());
  }

  std::string make() {
    ForkedRuns::make(streams_.size(), workers_of_host(), nullptr);
    return fmt::format("{}", fmt::join(figures_, ""));
  }

 private:
  int make_run(std::size_t number, std::FILE* result) override {
    const Stream& stream = streams_[number];
    RunOptions options;
    options.programs.push_back(
        {installation_.workloads + "/bandwidth", {stream.way, "4096", "32", "stream"}, 2});
    RunPrograms programs(installation_, "");
    std::FILE* nowhere = std::fopen("/dev/null", "w");
    Simulation simulation(parameters_, {}, requests_of(options, programs), &programs, nowhere, stderr);
    simulation.limit_measurement();
    Utilization utilization;
    TrackFeed feed(simulation.machine());
    feed.add(utilization);
    const int status = simulation.run();
    feed.finish(simulation.simulated());
    const std::string figures = utilization_figures(stream.id, stream.title, utilization);
    std::fwrite(figures.data(), 1, figures.size(), result);
    return status;
  }

  void ended(std::size_t number, const RunEnd& end) override {
    if (end.status != 0 || end.signal != 0)
      throw RunFailed(
          fmt::format("shrimp reproduce --report: the run of '{}' failed", streams_[number].title));
    figures_[number] = end.result;
  }

  const MachineParameters& parameters_;
  const Installation& installation_;
  std::vector<Stream> streams_;
  std::vector<std::string> figures_;
};

}  // namespace

std::string stream_utilization(const MachineParameters& parameters, const Installation& installation) {
  return StreamRuns(parameters, installation).make();
}

}  // namespace shrimp
