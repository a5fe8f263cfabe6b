// SPDX-License-Identifier: MIT
#include "sim/os/signal_service.h"

#include <algorithm>
#include <csignal>
#include <utility>

#include "sim/process/abi.h"
#include "vmmc_api/trap.h"

namespace shrimp {

namespace {

constexpr std::uint64_t most_behind_hook = SHRIMP_ACCESS_AFTER_MASK;  // whatever a program says

constexpr std::uint64_t bit_of(int signal) {
  return std::uint64_t{1} << (signal - 1);
}
int first_of(std::uint64_t signals) {
  return __builtin_ctzll(signals) + 1;
}

}  // namespace

SignalService::SignalService(Node& node, const OsParameters& costs, Scheduler& scheduler,
                             ArrivalService& arrivals, Processor& processor)
    : node_(node),
      costs_(costs),
      scheduler_(scheduler),
      arrivals_(arrivals),
      processor_(processor),
      timer_(node.calendar(), this, &SignalService::on_timer),
      prepared_(node.calendar(), this, &SignalService::on_prepared) {}

bool SignalService::due() const {
  const SimulatedProcess& p = *scheduler_.running();
  if (!p.signal_ends_waits()) return false;
  const shrimp_hook_state& hook = p.process.hook();
  return hook.kind != SHRIMP_REQUEST_TRAP && p.signals.may_come_at(hook.pc);
}

void SignalService::attend(Time now) {
  SimulatedProcess& p = *scheduler_.running();
  p.space.forget_missing();
  p.space.release_held();
  returns_ = false;
  prepared_.wake_at(now + costs_.signal_delivery);
}

void SignalService::returned(const std::uint64_t* arguments, Time now) {
  scheduler_.running()->last_progress = now;
  returns_ = true;
  behind_hook_ = static_cast<std::int64_t>(std::min(arguments[0], most_behind_hook));
  prepared_.wake_at(now + costs_.signal_return);
}

/// The board forgets a half-made initiation, as for handlers of notifications.
void SignalService::on_prepared(Time now) {
  if (!node_.pentium().drained(prepared_)) return;
  node_.nic().invalidate_initiation();
  if (returns_) return processor_.end_signal(behind_hook_, now);
  SimulatedProcess& p = *scheduler_.running();
  const int signal = first_of(p.signals.waiting);
  p.signals.waiting &= ~bit_of(signal);
  arrivals_.came(p, now);  // whoever looked before it came, and then sleeps, looks again
  processor_.signal(p.signals.entry, static_cast<std::uint32_t>(signal), now);
}

void SignalService::send(SimulatedProcess& p, int signal, Time now) {
  p.signals.waiting |= bit_of(signal);
  if (p.in_call && p.signals.ends_call && p.signal_ends_waits()) scheduler_.make_ready(p, now);
}

void SignalService::take_back(SimulatedProcess& p, int signal) {
  p.signals.waiting &= ~bit_of(signal);
}

/// Before its first timer the run-time library says where signals enter it, and where none may come.
Answer SignalService::enter(SystemCall& c) {
  const std::uint64_t* a = c.arguments;
  c.process.signals.entry = a[0];
  c.process.signals.libraries = {CodeRange{a[1], a[2]}, CodeRange{a[3], a[4]}};
  return c.done(VMMC_OK);
}

/// The result is what was left of the time before, in nanoseconds.
Answer SignalService::set_timer(SystemCall& c) {
  ComingSignals& signals = c.process.signals;
  const bool sets = c.arguments[0] != 0;
  std::int64_t left = 0;
  if (signals.expires) left = std::max<std::int64_t>((*signals.expires - c.now).ps / 1000, 1);
  if (!sets || signals.entry == 0) return c.done(left);
  release(c.process);
  if (c.arguments[1] != 0) {
    signals.expires = after_ns(c.now, c.arguments[1]);
    signals.interval = after_ns(Time{}, c.arguments[2]);
    timed_.push_back(&c.process);
    set_next_timer();
  }
  return c.done(left);
}

/// A process that takes them itself is interrupted, and goes on, as one that is sent into its library.
Answer SignalService::take(SystemCall& c) {
  if (!c.process.signal_ends_waits()) return c.done(0);
  const std::uint64_t waiting = std::exchange(c.process.signals.waiting, 0);
  c.cost = costs_.signal_delivery + costs_.signal_return;
  return c.done(static_cast<std::int64_t>(waiting));
}

void SignalService::release(SimulatedProcess& p) {
  p.signals.expires.reset();
  timed_.erase(std::remove(timed_.begin(), timed_.end(), &p), timed_.end());
  set_next_timer();
}

void SignalService::set_next_timer() {
  Time next = Time::never();
  for (const SimulatedProcess* p : timed_) next = min(next, *p->signals.expires);
  if (next.is_never())
    timer_.cancel();
  else
    timer_.reschedule(next);
}

void SignalService::on_timer(Time now) {
  for (SimulatedProcess* p : timed_) {
    ComingSignals& signals = p->signals;
    if (*signals.expires > now) continue;
    ++sent_;
    if (signals.interval > Time{})
      signals.expires = later(*signals.expires, signals.interval);
    else
      signals.expires.reset();
    send(*p, SIGALRM, now);
  }
  timed_.erase(std::remove_if(timed_.begin(), timed_.end(),
                              [](const SimulatedProcess* p) { return !p->signals.expires; }),
               timed_.end());
  set_next_timer();
}

void SignalService::report(StatisticsSink& sink) const {
  sink.count("timer_signals", sent_, "signals", "Signals of processes' interval timers.");
}

}  // namespace shrimp
