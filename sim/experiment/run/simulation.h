// SPDX-License-Identifier: MIT
// One run of a machine with programs on it: builds, starts, watches, and says how it ended.
#pragma once
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "sim/experiment/run/output.h"
#include "sim/experiment/run/profile.h"
#include "sim/experiment/run/watchdog.h"
#include "sim/machine/machine.h"

namespace shrimp {

/// One process to start.
struct ProcessRequest {
  const Program* program = nullptr;      // outlives the simulation
  std::vector<std::string> arguments;    // [0] is the program's name
  std::vector<std::string> environment;  // NAME=VALUE; SHRIMP_RANK and SHRIMP_SIZE are added
};

/// Exit statuses of the simulator (INTERFACE).
enum ExitStatus : int {
  exit_success = 0,
  exit_program_failed = 1,
  exit_usage = 2,
  exit_broken_invariant = 3,
  exit_stuck = 4,
  exit_interrupted = 130  // by Ctrl-C; other signals have their own, as in shells
};

/// Where the programs come from that running programs start (SBL_Spawn).
class ProgramSource {
 public:
  /// The program of this name. Throws UsageError if there is none.
  virtual const Program& load(const std::string& file) = 0;

 protected:
  ~ProgramSource() = default;
};

class Simulation final : public KernelClient {
 public:
  /// Rank r runs on node r modulo the node count. `programs`: of processes that these start; null: they can
  /// start none. `out` and `err` take what the processes print. `profiles`: one is kept of each process, and
  /// all outlive the simulation; null: none.
  Simulation(const MachineParameters& parameters, const MachineOptions& options,
             const std::vector<ProcessRequest>& processes, ProgramSource* programs, std::FILE* out,
             std::FILE* err, Profiles* profiles = nullptr);

  /// Calls `look(argument, simulated time)` about every `events` events, for a progress display.
  void watch(std::uint64_t events, void (*look)(void*, Time), void* argument);
  /// Before run(): each line that a process prints to stdout begins with its rank and a tab.
  void name_ranks() { output_.name_ranks(); }
  /// Before run(): it ends here, whatever still runs.
  void end_at(Time t) { set_limit(Limit::asked, t); }
  /// Before run(): what is measured ends without a number at run.longest_measurement.
  void limit_measurement() { set_limit(Limit::measurement, longest_measurement_); }
  /// Simulates until all processes have ended, the run is stuck or interrupted, or `out` takes no more.
  /// Complaints go to `err`.
  ExitStatus run();
  /// Ends the run after the present event. For what watch() calls.
  void interrupt();
  /// Whether it was ended before its processes had.
  bool interrupted() const { return interrupted_ && !machine_.all_ended(); }
  /// Whether a limit of its time ended it, before its processes had.
  bool met_limit() const { return limit_reached_; }
  /// Whether limit_measurement() ended it, or the end of what the clock can count.
  bool overran() const { return limit_reached_ && limit_is_ != Limit::asked; }
  /// Whether end_at() did, before its processes had ended.
  bool ended_as_asked() const { return limit_reached_ && limit_is_ == Limit::asked; }
  /// Whether it ended because only servers were left, waiting for clients that nobody is left to be.
  bool servers_left() const { return watchdog_.servers_left() && !machine_.all_ended(); }
  /// errno of writing to `out`, which then ended the run; 0: all is written.
  int output_error() const { return output_.error(); }
  /// For the events of who looks at the whole machine.
  Calendar& observers() { return watchdog_.calendar(); }
  /// Since when nothing has moved and no process has come further, as the watchdog knows.
  Time last_activity() const { return watchdog_.last_activity(); }
  Time stuck_after() const { return watchdog_.stuck_after(); }

  Machine& machine() { return machine_; }
  /// When the last process ended, or where the run got stuck or was interrupted.
  Time simulated() const { return end_; }
  double host_seconds() const { return host_seconds_; }
  /// In order of rank.
  const std::vector<SimulatedProcess*>& processes() const { return ranks_; }
  std::uint32_t nodes() const { return machine_.nodes(); }
  std::uint64_t events() const { return machine_.executive().events_run(); }
  std::uint64_t messages() const { return machine_.packets().taken(); }

 private:
  /// Why a run has a limit: the clock counts no further, somebody wants it, or it measures something.
  enum class Limit : std::uint8_t { clock, asked, measurement };

  void set_limit(Limit limit, Time t);
  void reach_limit(Time now);
  std::string why_it_overran() const;
  void output(const SimulatedProcess& process, int stream, const char* text, std::size_t bytes) override;
  void ended(const SimulatedProcess& process, Time now) override;
  bool find_program(const std::string& file, ProcessStart& start) override;
  void spawned(SimulatedProcess& process) override { ranks_.push_back(&process); }

  Machine machine_;
  Watchdog watchdog_;
  const Time longest_measurement_;
  Event limit_;
  ProcessOutput output_;
  ProgramSource* programs_;  // null: no program can start another one
  Profiles* profiles_;
  std::FILE* err_;
  std::vector<SimulatedProcess*> ranks_;
  std::vector<std::string> environment_;  // of processes that programs start
  void (*look_)(void*, Time) = nullptr;
  void* look_argument_ = nullptr;
  Time end_{};
  double host_seconds_ = 0;
  bool failed_ = false;
  bool interrupted_ = false;
  Limit limit_is_ = Limit::clock;
  bool limit_reached_ = false;
};

}  // namespace shrimp
