// SPDX-License-Identifier: MIT
// Signals that come by themselves: SIGALRM of a process's interval timer (setitimer, 4.3BSD; ITIMER_REAL), and
// one for its libraries alone, that a datagram has come (vmmc_api/datagram.h).
//
// The kernel keeps the timer and which signals wait. Handlers, masks and default actions are the run-time
// library's (sim/process/runtime/signals.c), which is called when a signal comes: at a hook of the program's
// own code, never inside its libraries, whose calls are as whole as system calls; or by the library itself,
// when a call that waits was told that a signal does. So a handler may leave by longjmp: nothing of the
// kernel's is open then. Costs: os_parameters.h.
#pragma once
#include <vector>

#include "models/node/node.h"
#include "sim/os/arrival_service.h"
#include "sim/os/os_parameters.h"
#include "sim/os/processor.h"
#include "sim/os/scheduler.h"
#include "sim/os/system_call.h"

namespace shrimp {

class SignalService {
 public:
  SignalService(Node& node, const OsParameters& costs, Scheduler& scheduler, ArrivalService& arrivals,
                Processor& processor);

  /// A signal waits for the running process, which is to be looked at from hook to hook.
  bool pending() const { return scheduler_.running()->signals.waiting != 0; }
  /// It may come at the hook where the running process stands.
  bool due() const;
  /// Sends the running process into its library.
  void attend(Time now);
  /// It traps there when the library is done; `arguments`: the cycles that lay behind the hook.
  void returned(const std::uint64_t* arguments, Time now);

  /// A signal for the process, which has said how signals enter it.
  void send(SimulatedProcess& p, int signal, Time now);
  /// Its reason is gone.
  void take_back(SimulatedProcess& p, int signal);

  // System calls (sim/process/abi.h).
  Answer enter(SystemCall& c);
  Answer set_timer(SystemCall& c);
  Answer take(SystemCall& c);

  /// The process has ended, and its timer with it.
  void release(SimulatedProcess& p);
  void report(StatisticsSink& sink) const;

 private:
  void set_next_timer();
  void on_timer(Time now);
  void on_prepared(Time now);

  Node& node_;
  const OsParameters& costs_;
  Scheduler& scheduler_;
  ArrivalService& arrivals_;
  Processor& processor_;
  std::vector<SimulatedProcess*> timed_;  // whose timers run
  bool returns_ = false;                  // the running process, from its library
  std::int64_t behind_hook_ = 0;          // cycles, where it returns to
  Event timer_;
  Event prepared_;

  std::uint64_t sent_ = 0;
};

}  // namespace shrimp
