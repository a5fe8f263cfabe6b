// SPDX-License-Identifier: MIT
// How fast the machine is simulated: accesses that hit, and messages. Each sample is a run of its own in a
// child process (SystemC has one kernel per process); its time is that of the simulation alone.
//
//   build/benchmark/machine_benchmark
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <systemc>

#include "sim/experiment/run/simulation.h"
#include "sim/machine/configuration.h"

namespace {

using namespace shrimp;

MachineParameters shrimp_ii() {
  Configuration c = Configuration::load("shrimp-ii", {"machine.nodes=2"}, {SHRIMP_SOURCE "/configs"});
  MachineParameters parameters;
  c.bind("", parameters);
  return parameters;
}

/// Host seconds that a run of `program` takes on `processes` processes.
double seconds_of(const std::string& program, const std::vector<std::string>& arguments,
                  std::size_t processes) {
  int pipe_ends[2];
  if (pipe(pipe_ends) != 0) std::abort();
  const pid_t pid = fork();
  if (pid == 0) {
    std::FILE* nowhere = std::fopen("/dev/null", "w");
    std::vector<std::string> words{program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    const Program image(program);
    Simulation simulation(shrimp_ii(), {}, std::vector<ProcessRequest>(processes, {&image, words, {}}),
                          nullptr, nowhere, stderr);
    const int status = simulation.run();
    const double seconds = simulation.host_seconds();
    if (write(pipe_ends[1], &seconds, sizeof seconds) != sizeof seconds) _exit(1);
    _exit(status);
  }
  double seconds = 0;
  const bool told = read(pipe_ends[0], &seconds, sizeof seconds) == sizeof seconds;
  close(pipe_ends[0]);
  close(pipe_ends[1]);
  int status = 0;
  waitpid(pid, &status, 0);
  if (!told || status != 0) std::abort();
  return seconds;
}

void accesses_that_hit(benchmark::State& state) {
  constexpr int rounds = 50'000;
  constexpr int accesses_per_round = 2 * 512;
  for (auto _ : state)
    state.SetIterationTime(seconds_of(SHRIMP_BUILD "/benchmark/hits", {std::to_string(rounds)}, 1));
  state.SetItemsProcessed(state.iterations() * rounds * accesses_per_round);
}
BENCHMARK(accesses_that_hit)->UseManualTime()->Unit(benchmark::kMillisecond);

void one_word_ping_pong(benchmark::State& state) {
  constexpr int rounds = 50'000;
  for (auto _ : state)
    state.SetIterationTime(seconds_of(SHRIMP_BUILD "/workloads/pingpong",
                                      {"au", "4", std::to_string(rounds), "write-through"}, 2));
  state.SetItemsProcessed(state.iterations() * 2 * rounds);
}
BENCHMARK(one_word_ping_pong)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace

int sc_main(int argc, char* argv[]) {
  sc_core::sc_report_handler::set_actions(sc_core::SC_INFO, sc_core::SC_DO_NOTHING);
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
