// SPDX-License-Identifier: MIT
// Notifications: control transfer into user processes, delivered like UNIX signals (SBL manual; IPPS'96).
//
// A message that asks for it interrupts the receiver's node once its data are in memory; the kernel queues a
// notification for the process (NotificationQueue). At the process's next reference or block, or out of the
// system call that it waits in, the handler runs on its stack; then what was interrupted is done as if
// nothing had happened, and a system call goes on waiting. Costs: os_parameters.h.
#pragma once
#include "models/node/node.h"
#include "sim/os/arrival_service.h"
#include "sim/os/os_parameters.h"
#include "sim/os/processor.h"
#include "sim/os/scheduler.h"
#include "sim/os/system_call.h"

namespace shrimp {

class NotificationService {
 public:
  NotificationService(Node& node, const OsParameters& costs, Scheduler& scheduler, ArrivalService& arrivals,
                      Processor& processor);

  /// Data for a receive buffer with a handler are in memory.
  void post(SimulatedProcess& p, const Notification& n, Time now);
  /// The board has interrupted for a message that nobody wants to be told of.
  void nobody() { ++nobody_; }

  /// A handler waits for the running process's next hook.
  bool pending() const { return scheduler_.running()->notifications.due(); }
  /// Sends the running process into it.
  void attend(Time now);
  /// It traps there when the handler has returned.
  void handler_returned(Time now);

  // System calls (vmmc_api/trap.h).
  Answer block(SystemCall& c);
  Answer unblock(SystemCall& c);
  Answer wait(SystemCall& c);

  /// `longest_now`: of the queues of this node's processes.
  void report(StatisticsSink& sink, std::size_t longest_now) const;

 private:
  /// How a process goes on when the kernel has prepared it.
  enum class Step : std::uint8_t { into_handler, into_next_handler, back };
  void take_next(SimulatedProcess& p, Time now);
  void on_prepared(Time now);

  Node& node_;
  const OsParameters& costs_;
  Scheduler& scheduler_;
  ArrivalService& arrivals_;
  Processor& processor_;
  Step step_ = Step::back;  // of the running process
  Notification next_;
  Event prepared_;

  std::uint64_t queued_ = 0;
  std::uint64_t dropped_ = 0;
  std::uint64_t handled_ = 0;
  std::uint64_t nobody_ = 0;
  Maximum longest_queue_;
  Time handler_time_{};
};

}  // namespace shrimp
