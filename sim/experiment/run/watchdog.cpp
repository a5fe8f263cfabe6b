// SPDX-License-Identifier: MIT
#include "sim/experiment/run/watchdog.h"

namespace shrimp {

namespace {
constexpr std::int64_t looks_per_period = 4;
}

Watchdog::Watchdog(Machine& machine, Time stuck_after)
    : machine_(machine),
      stuck_after_(stuck_after),
      calendar_("watchdog", Time::never()),  // shows on no other calendar
      look_(calendar_, this, &Watchdog::look) {
  machine.executive().add_observer(calendar_);
  look_.wake_at(Time{stuck_after.ps / looks_per_period});
}

void Watchdog::look(Time now) {
  for (NodeNumber n = 0; n < machine_.nodes(); ++n)
    last_activity_ = max(last_activity_, machine_.kernel(n).last_progress(now));
  const std::uint64_t movements = machine_.movements();
  const bool moves = !machine_.boards_quiet() && movements != movements_;
  if (moves || !machine_.daemons_quiet()) last_activity_ = now;
  movements_ = movements;
  if (machine_.only_servers_left()) {
    servers_left_ = true;
    machine_.executive().stop();
    return;
  }
  if (now - last_activity_ >= stuck_after_) {
    machine_.executive().stop();
    return;
  }
  look_.wake_at(now + Time{stuck_after_.ps / looks_per_period});
}

}  // namespace shrimp
