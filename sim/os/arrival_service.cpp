// SPDX-License-Identifier: MIT
#include "sim/os/arrival_service.h"

#include <fmt/format.h>

#include "vmmc_api/arrivals.h"
#include "vmmc_api/trap.h"

namespace shrimp {

void ArrivalService::came(SimulatedProcess& p, Time now) {
  p.awaited.has_come = true;
  if (p.awaited.sleeps) scheduler_.make_ready(p, now);
}

/// Woken, by what has come, by its time or by a handler, the process makes the call anew.
Answer ArrivalService::await(SystemCall& c) {
  AwaitedArrival& awaited = c.process.awaited;
  if (c.process.notifications.in_handler()) return c.done(VMMC_ERROR_IN_HANDLER);
  const auto what = static_cast<std::int64_t>(c.arguments[1]);
  if (what != VMMC_AWAIT_DATA && what != VMMC_AWAIT_CLIENTS) return c.done(VMMC_ERROR_ARGUMENT);
  awaited.sleeps = false;
  awaited.clients = false;
  const auto limit = static_cast<std::int64_t>(c.arguments[0]);
  if (!awaited.until && limit >= 0) {
    awaited.until = after_ns(c.now, static_cast<std::uint64_t>(limit));
    scheduler_.wake_at(c.process, *awaited.until);
  }
  if (awaited.has_come || (awaited.until && *awaited.until <= c.now)) {
    const bool has_come = awaited.has_come;
    awaited = {};
    return c.done(has_come ? 1 : 0);
  }
  if (c.process.signal_ends_waits()) {
    if (awaited.until) scheduler_.forget_wake(c.process, *awaited.until);
    awaited = {};
    return c.done(VMMC_SIGNALLED);
  }
  c.process.signals.ends_call = true;
  awaited.sleeps = true;
  awaited.clients = what == VMMC_AWAIT_CLIENTS;
  c.process.waits_for = awaited.clients ? "clients" : "an arrival";
  if (awaited.until) c.process.waits_for += fmt::format(", until {:.3f} us", awaited.until->us());
  return Answer::again;
}

}  // namespace shrimp
