// SPDX-License-Identifier: MIT
// Tells a run that is stuck: for `run.stuck_after` no process stored outside its stack, trapped or ended, and
// no packet moved: nothing but refresh and timers was pending, or what was there is blocked.
//
// It looks four times per period. A look clears the stores of the hit filters, so that a process that only
// hits in its cache shows its stores again; that changes nothing in the modelled machine.
//
// It also ends a run of which nothing is left but servers that wait for clients, when nobody is left to be
// one.
#pragma once
#include "models/common/calendar.h"
#include "sim/machine/machine.h"

namespace shrimp {

class Watchdog {
 public:
  Watchdog(Machine& machine, Time stuck_after);

  /// For the events of whoever looks at the whole machine; behind all others at their instant.
  Calendar& calendar() { return calendar_; }
  Time stuck_after() const { return stuck_after_; }
  /// When something moved or came further last, as far as it has looked.
  Time last_activity() const { return last_activity_; }
  /// Whether it has ended the run because only servers at rest were left.
  bool servers_left() const { return servers_left_; }

 private:
  void look(Time now);

  Machine& machine_;
  Time stuck_after_;
  Calendar calendar_;
  Event look_;
  Time last_activity_{};
  std::uint64_t movements_ = 0;  // of packets, at the last look
  bool servers_left_ = false;
};

}  // namespace shrimp
