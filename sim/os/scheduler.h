// SPDX-License-Identifier: MIT
// Gives the processor of one node to its processes: round robin with time slices, as the Linux of the time.
//
// A process is preempted at any reference or start of a basic block (Supervisor::attention). At each switch
// the TLB is emptied, and the board is told to forget a half-made initiation (HPCA'96, invariant I1). That
// Inval comes behind the stores that the last process left in the write buffers: one of them may be the STORE
// that it is to make void.
#pragma once
#include <deque>
#include <vector>

#include "models/node/node.h"
#include "sim/os/os_parameters.h"
#include "sim/os/processor.h"
#include "sim/os/simulated_process.h"

namespace shrimp {

class Scheduler {
 public:
  Scheduler(Node& node, const OsParameters& costs, Processor& processor);

  /// The process that has the processor; null: it idles.
  SimulatedProcess* running() const { return running_; }
  /// A new process, or one whose wait is over or to be interrupted. Nothing happens if it does not wait (any
  /// more), or waits for pages: that cannot be interrupted.
  void make_ready(SimulatedProcess& p, Time now);
  /// The running process gives up the processor, blocked or ended.
  void leave(ProcessState state, Time now);
  /// The process becomes ready at `until` if it waits then.
  void wake_at(SimulatedProcess& p, Time until);
  /// It need not any more: what it waited for has ended.
  void forget_wake(const SimulatedProcess& p, Time until);

  /// The time slice is over and another process is ready: to be taken at the next hook.
  bool slice_over() const { return slice_over_; }
  /// The running process lets others go first.
  void yield() { slice_over_ = !ready_.empty(); }
  /// Takes the end of a time slice: the processor goes to the next process.
  void preempt(Time now);

  /// While an interrupt handler has an idle processor, no process gets it.
  void hold() { held_ = true; }
  void release(Time now);

  void report(StatisticsSink& sink) const;
  void show(TrackSink& sink);

 private:
  void dispatch(Time now);
  void on_switched(Time now);
  void on_timer(Time now);
  void on_quantum(Time) { slice_over_ = true; }

  Node& node_;
  const OsParameters& costs_;
  Processor& processor_;
  SimulatedProcess* running_ = nullptr;
  NumberTrack pid_;  // of the process that has the processor
  std::deque<SimulatedProcess*> ready_;
  struct Sleeper {
    Time until;
    SimulatedProcess* process;
  };
  std::vector<Sleeper> sleepers_;
  bool slice_over_ = false;
  bool held_ = false;
  std::uint64_t switches_ = 0;
  std::uint64_t drains_ = 0;
  Event timer_;
  Event quantum_;
  Event switched_;  // the end of a context switch
};

}  // namespace shrimp
