// SPDX-License-Identifier: MIT
#include "sim/os/scheduler.h"

#include <algorithm>

namespace shrimp {

namespace {

std::uint64_t number_of(const SimulatedProcess& p) {
  return static_cast<std::uint64_t>(p.pid);
}

}  // namespace

Scheduler::Scheduler(Node& node, const OsParameters& costs, Processor& processor)
    : node_(node),
      costs_(costs),
      processor_(processor),
      timer_(node.calendar(), this, &Scheduler::on_timer),
      quantum_(node.calendar(), this, &Scheduler::on_quantum),
      switched_(node.calendar(), this, &Scheduler::on_switched) {}

void Scheduler::make_ready(SimulatedProcess& p, Time now) {
  if (p.state != ProcessState::blocked || p.waits_for_pages) return;
  p.state = ProcessState::ready;
  p.context.activity.set(now, Activity::ready);
  p.waits_for.clear();
  p.waits_on = 0;
  p.awaited.clients = false;
  if (p.context.profile) p.context.profile->becomes_ready(processor_.cycle_of(now));
  ready_.push_back(&p);
  if (!running_) {
    if (!held_) dispatch(now);
  } else if (!quantum_.pending()) {
    quantum_.wake_at(now + costs_.quantum);
  }
}

void Scheduler::dispatch(Time now) {
  slice_over_ = false;
  quantum_.cancel();
  if (ready_.empty()) {
    running_ = nullptr;
    pid_.set(now, 0);
    processor_.run(nullptr, now);
    return;
  }
  running_ = ready_.front();
  ready_.pop_front();
  running_->state = ProcessState::running;
  const bool first = switches_++ == 0;
  const Time from = first ? now : now + costs_.context_switch;
  if (!ready_.empty()) quantum_.wake_at(from + costs_.quantum);
  if (first) {
    pid_.set(from, number_of(*running_));
    processor_.run(&running_->context, from);
    return;
  }
  node_.pentium().flush_translations();
  pid_.set(now, 0);
  processor_.run(nullptr, now);
  switched_.wake_at(from);
}

/// The kernel's own store, the Inval, waits its turn behind those of the last process.
void Scheduler::on_switched(Time now) {
  if (!node_.pentium().drained(switched_)) {
    ++drains_;
    return;
  }
  node_.nic().invalidate_initiation();
  pid_.set(now, number_of(*running_));
  processor_.run(&running_->context, now);
}

void Scheduler::leave(ProcessState state, Time now) {
  running_->state = state;
  running_->context.activity.set(now, state == ProcessState::ended ? Activity::ended : Activity::blocked);
  running_ = nullptr;
  dispatch(now);
}

void Scheduler::wake_at(SimulatedProcess& p, Time until) {
  sleepers_.push_back({until, &p});
  timer_.wake_at(until);
}

void Scheduler::forget_wake(const SimulatedProcess& p, Time until) {
  const auto it = std::find_if(sleepers_.begin(), sleepers_.end(),
                               [&](const Sleeper& s) { return s.process == &p && s.until == until; });
  if (it != sleepers_.end()) sleepers_.erase(it);
}

void Scheduler::preempt(Time now) {
  slice_over_ = false;
  if (ready_.empty()) {
    processor_.resume_at(now);
    return;
  }
  running_->state = ProcessState::ready;
  running_->context.activity.set(now, Activity::ready);
  ready_.push_back(running_);
  dispatch(now);
}

void Scheduler::release(Time now) {
  held_ = false;
  if (!running_ && !ready_.empty()) dispatch(now);
}

void Scheduler::on_timer(Time now) {
  Time next = Time::never();
  std::vector<Sleeper> still;
  for (const Sleeper& s : sleepers_) {
    if (s.until <= now) {
      make_ready(*s.process, now);
    } else {
      still.push_back(s);
      next = min(next, s.until);
    }
  }
  sleepers_.swap(still);
  if (!next.is_never()) timer_.wake_at(next);
}

void Scheduler::show(TrackSink& sink) {
  sink.number("running", pid_, running_ ? number_of(*running_) : 0, "pid",
              "The process that has the processor; none while it idles or is switched.");
}

void Scheduler::report(StatisticsSink& sink) const {
  sink.count("context_switches", switches_, "switches", "Processes given the processor.");
  sink.count("switch_drains", drains_, "switches",
             "Switches that waited for stores of the last process, before the Inval.");
}

}  // namespace shrimp
