// SPDX-License-Identifier: MIT
#include "sim/experiment/run/simulation.h"

#include <fmt/format.h>

#include <chrono>
#include <stdexcept>

#include "sim/machine/errors.h"

namespace shrimp {

namespace {
/// 64 bits of picoseconds are 106 days. Within the last six nothing new begins.
constexpr Time end_of_clock = Time::from_us(100LL * 24 * 3600 * 1'000'000);
}  // namespace

Simulation::Simulation(const MachineParameters& parameters, const MachineOptions& options,
                       const std::vector<ProcessRequest>& processes, ProgramSource* programs, std::FILE* out,
                       std::FILE* err, Profiles* profiles)
    : machine_(parameters, options, *this),
      watchdog_(machine_, parameters.run.stuck_after),
      longest_measurement_(parameters.run.longest_measurement),
      limit_(watchdog_.calendar(), this, &Simulation::reach_limit),
      output_(out, err),
      programs_(programs),
      profiles_(profiles),
      err_(err) {
  limit_.wake_at(end_of_clock);
  if (!processes.empty()) environment_ = processes.front().environment;
  for (std::uint32_t rank = 0; rank < processes.size(); ++rank) {
    const ProcessRequest& p = processes[rank];
    std::vector<std::string> environment = p.environment;
    environment.push_back(fmt::format("SHRIMP_RANK={}", rank));
    environment.push_back(fmt::format("SHRIMP_SIZE={}", processes.size()));
    Kernel& kernel = machine_.kernel(rank % machine_.nodes());
    try {
      ranks_.push_back(
          &kernel.start({p.program, rank, p.arguments, environment, profiles ? profiles->add() : nullptr}));
    } catch (const std::runtime_error& e) {  // the host has no room for it
      throw UsageError(
          fmt::format("shrimp: process {} of {} cannot be made: {}", rank, processes.size(), e.what()));
    }
  }
}

void Simulation::watch(std::uint64_t events, void (*look)(void*, Time), void* argument) {
  look_ = look;
  look_argument_ = argument;
  machine_.executive().set_check(
      events,
      [](void* self) {
        auto* s = static_cast<Simulation*>(self);
        s->look_(s->look_argument_, s->machine_.executive().now());
      },
      this);
}

ExitStatus Simulation::run() {
  const auto begin = std::chrono::steady_clock::now();
  machine_.executive().simulate();
  host_seconds_ = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  machine_.check_conservation();
  fmt::print(err_, "{}", machine_.trouble());
  if (!machine_.all_ended()) {
    end_ = machine_.executive().now();
    for (const SimulatedProcess* p : ranks_) output_.finish(*p);
    if (interrupted_) return exit_interrupted;
    if (ended_as_asked()) return failed_ ? exit_program_failed : exit_success;
    if (servers_left()) return failed_ ? exit_program_failed : exit_success;
    if (overran()) {
      fmt::print(err_, "shrimp: {}. Who waits where:\n{}", why_it_overran(), machine_.who_waits_where());
      return exit_program_failed;
    }
    fmt::print(err_,
               "shrimp: stuck at {:.3f} us: for {:.0f} ms (run.stuck_after) no process stored outside its "
               "stack, trapped or "
               "ended, and no packet moved. Who waits where:\n{}",
               end_.us(), watchdog_.stuck_after().us() / 1000, machine_.who_waits_where());
    return exit_stuck;
  }
  return failed_ ? exit_program_failed : exit_success;
}

void Simulation::set_limit(Limit limit, Time t) {
  if (t >= limit_.at()) return;
  limit_is_ = limit;
  limit_.reschedule(t);
}

std::string Simulation::why_it_overran() const {
  if (limit_is_ == Limit::clock)
    return "simulated time ends after 100 days, for it is counted in picoseconds; the programs had not ended "
           "and were not stuck, as one that sleeps again and again. End such a run where you want, by "
           "--until";
  return fmt::format(
      "the programs had not ended after {:.6g} ms of simulated time (run.longest_measurement), and were not "
      "stuck; if it only takes longer, raise that, as with --set run.longest_measurement={:.6g}ms",
      end_.us() / 1000, end_.us() / 100);
}

void Simulation::reach_limit(Time) {
  limit_reached_ = true;
  machine_.executive().stop();
}

void Simulation::interrupt() {
  interrupted_ = true;
  machine_.executive().stop();
}

bool Simulation::find_program(const std::string& file, ProcessStart& start) {
  if (!programs_) return false;
  try {
    start.program = &programs_->load(file);
  } catch (const UsageError& e) {
    fmt::print(err_, "shrimp: a program could not start another one: {}\n", e.what());
    return false;
  }
  start.rank = static_cast<std::uint32_t>(ranks_.size());
  start.environment = environment_;
  start.profile = profiles_ ? profiles_->add() : nullptr;
  return true;
}

void Simulation::output(const SimulatedProcess& process, int stream, const char* text, std::size_t bytes) {
  output_.write(process, stream, text, bytes);
  if (output_.error() != 0) interrupt();
}

void Simulation::ended(const SimulatedProcess& process, Time now) {
  output_.finish(process);
  end_ = max(end_, now);
  if (process.end.status != 0) {
    failed_ = true;
    const std::string how = process.end.signal ? "ended by " + process.end.message
                                               : fmt::format("exited with status {}", process.end.status);
    fmt::print(err_, "shrimp: rank {} (node {}, pid {}) {}, at {:.3f} us\n", process.rank, process.node,
               process.pid, how, now.us());
  }
  bool all = true;
  for (const SimulatedProcess* p : ranks_) all = all && (p == &process || p->state == ProcessState::ended);
  if (all) machine_.executive().stop();
}

}  // namespace shrimp
