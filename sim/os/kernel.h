// SPDX-License-Identifier: MIT
// The simulated kernel of one node: its processes, their traps and faults.
//
// Stands for the modified Linux of the SHRIMP nodes (IPPS'96, sections 3 and 4). What it is made of:
// Scheduler (who has the processor), InterruptService (the board's interrupts), NotificationService (handlers
// of processes), SignalService (their timers' signals), Pager (the page-out daemon), VmmcService (export,
// import, binding). Kernel code itself is not executed; it takes its stated time (os_parameters.h), with its
// data in no cache.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "models/common/executive.h"
#include "models/node/node.h"
#include "sim/os/arrival_service.h"
#include "sim/os/frame_allocator.h"
#include "sim/os/interrupt_service.h"
#include "sim/os/notification_service.h"
#include "sim/os/pager.h"
#include "sim/os/processor.h"
#include "sim/os/scheduler.h"
#include "sim/os/signal_service.h"
#include "sim/os/simulated_process.h"
#include "sim/os/system_call.h"
#include "sim/os/vmmc_service.h"

namespace shrimp {

/// What a new process begins with.
struct ProcessStart {
  const Program* program = nullptr;  // outlives the kernel
  std::uint32_t rank = 0;            // unique in the machine, as its window
  std::vector<std::string> arguments;
  std::vector<std::string> environment;
  CycleProfile* profile = nullptr;  // to be filled; outlives the kernel
};

/// Told of what leaves the simulated machine.
class KernelClient {
 public:
  virtual void output(const SimulatedProcess& process, int stream, const char* text, std::size_t bytes) = 0;
  virtual void ended(const SimulatedProcess& process, Time now) = 0;
  /// A running program wants another one to run: finds it, or says why not and returns false.
  virtual bool find_program(const std::string& file, ProcessStart& start) = 0;
  /// A process was made by another one.
  virtual void spawned(SimulatedProcess& process) = 0;

 protected:
  ~KernelClient() = default;
};

/// Told of the processes that are made.
class ProcessWatcher {
 public:
  virtual void made(SimulatedProcess& process) = 0;

 protected:
  ~ProcessWatcher() = default;
};

class Kernel final : public Supervisor, public InterruptClient, public ProcessTable, public PagerClient {
 public:
  Kernel(Executive& executive, Node& node, const OsParameters& costs, const MachineView& machine,
         EthernetPort& ethernet, KernelClient& client);

  /// Makes a process that starts at time zero. Throws std::runtime_error if the host has no room for it.
  SimulatedProcess& start(const ProcessStart& start);

  const std::vector<std::unique_ptr<SimulatedProcess>>& processes() const override { return processes_; }
  bool all_ended() const;
  bool some_ended() const;
  /// Whether those that have not ended are servers at rest, which only new clients can wake.
  bool only_servers_left() const;
  /// One line per process that has not ended: who it is, where it is, what it waits for.
  std::string who_waits_where() const;
  /// Cycles that a process has been charged until `now`.
  std::int64_t cycles(const SimulatedProcess& p, Time now) const;
  /// `watcher` is told of the entries at which a process of this node stops; null: nobody.
  void watch_entries(const SimulatedProcess& p, EntryWatcher* watcher);
  /// `watcher` is told at once of the processes that there are, and of those that are made later; null:
  /// nobody.
  void watch_processes(ProcessWatcher* watcher);
  /// The last time a process of this node made progress; asks the running processes to show their stores
  /// again.
  Time last_progress(Time now);

  /// Where the node's interrupt controller delivers.
  InterruptLine& interrupts() { return interrupts_; }
  const Processor& processor() const { return processor_; }
  Processor& processor() { return processor_; }
  /// True if the node's daemon has nothing to do and waits for no other daemon.
  bool quiet() const { return vmmc_.quiet(); }
  const Daemon& daemon() const { return vmmc_.daemon(); }
  void report(StatisticsSink& sink) const;
  /// Processes that start later are shown when they are made; `sink` outlives the run.
  void show(TrackSink& sink);

 private:
  // Supervisor
  bool attention() const override {
    return interrupts_.pending() || scheduler_.slice_over() || notifications_.pending() || signals_.pending();
  }
  bool attention_here() const override {
    return interrupts_.pending() || scheduler_.slice_over() || notifications_.pending() || signals_.due();
  }
  void attend(Time now) override;
  void trap(Time now) override;
  void fault(Time now, int signal, std::uint64_t address, const char* why) override;
  void page_missing(Time now) override;
  void page_touched(Time t) override { pager_.watch(t); }

  // PagerClient
  void pages_are_in(AddressSpace& space, Time now) override;
  bool refers_to(std::uint32_t frame) const override { return processor_.uses(frame); }

  // ProcessTable
  bool may_come(std::int32_t pid) const override;
  std::int32_t spawn(const std::string& file, const std::vector<std::string>& arguments, Time now) override;

  // InterruptClient
  void packet_missed(const IncomingFault& fault, Time now) override;
  void message_arrived(const Arrival& arrival, Time now) override;
  void packet_refused(const BadPacket& packet, Time now) override;

  // Traps of the run-time library (sim/process/abi.h).
  Answer call(std::uint64_t number, SystemCall& c);
  Answer exit_process(SystemCall& c);
  Answer abort_process(SystemCall& c);
  Answer output(SystemCall& c);
  Answer redirect(SystemCall& c);
  Answer sleep(SystemCall& c);
  Answer yield(SystemCall& c);
  Answer more_heap(SystemCall& c);
  Answer touch(SystemCall& c);

  SimulatedProcess& make_process(const ProcessStart& start);
  void show_process(SimulatedProcess& p, TrackSink& sink);
  SimulatedProcess& running() { return *scheduler_.running(); }
  SimulatedProcess& process(std::int32_t pid);
  void notify_receiver(PhysicalAddress address, Time now);
  void on_call(Time now);
  void on_page_fault(Time now);
  void on_faulted(Time now);
  void leave(ProcessState state, Time now);
  void finish(SimulatedProcess& p, Time now);
  std::string where(const SimulatedProcess& p) const;

  Executive& executive_;
  Node& node_;
  const OsParameters& costs_;
  KernelClient& client_;
  FrameAllocator frames_;
  std::vector<std::unique_ptr<SimulatedProcess>> processes_;

  std::vector<TrackSink*> watchers_;  // to be shown processes that are made
  ProcessWatcher* process_watcher_ = nullptr;

  std::uint64_t traps_ = 0;
  std::uint64_t faults_ = 0;

  Scheduler scheduler_;
  ArrivalService arrivals_;
  InterruptService interrupts_;
  NotificationService notifications_;
  SignalService signals_;
  Pager pager_;
  VmmcService vmmc_;
  Event call_;           // a system call does its work at the end of its time
  Event page_fault_;     // the kernel has found out which pages the process lacks
  Event faulted_;        // the running process ends by a fault
  Processor processor_;  // after the events: its turn is the last at an instant
};

}  // namespace shrimp
