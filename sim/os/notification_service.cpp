// SPDX-License-Identifier: MIT
#include "sim/os/notification_service.h"

#include <algorithm>

#include "vmmc_api/trap.h"

namespace shrimp {

NotificationService::NotificationService(Node& node, const OsParameters& costs, Scheduler& scheduler,
                                         ArrivalService& arrivals, Processor& processor)
    : node_(node),
      costs_(costs),
      scheduler_(scheduler),
      arrivals_(arrivals),
      processor_(processor),
      prepared_(node.calendar(), this, &NotificationService::on_prepared) {}

void NotificationService::post(SimulatedProcess& p, const Notification& n, Time now) {
  if (!p.notifications.post(n)) {
    ++dropped_;
    return;
  }
  ++queued_;
  longest_queue_.take(p.notifications.size());
  // Out of a system call; a process that waits for a page gets its handlers when it has that.
  if (p.in_call && p.notifications.due()) scheduler_.make_ready(p, now);
}

void NotificationService::take_next(SimulatedProcess& p, Time now) {
  p.handler_begun = now;
  next_ = p.notifications.begin_handler();
  prepared_.wake_at(now + costs_.signal_delivery);
}

void NotificationService::attend(Time now) {
  SimulatedProcess& p = *scheduler_.running();
  // What the process was about to do begins anew afterwards: a call, or a reference that lacked a page.
  p.in_call = false;
  p.space.forget_missing();
  p.space.release_held();
  step_ = Step::into_handler;
  take_next(p, now);
}

void NotificationService::handler_returned(Time now) {
  SimulatedProcess& p = *scheduler_.running();
  p.last_progress = now;
  p.notifications.end_handler();
  const Time back = now + costs_.signal_return;
  ++handled_;
  arrivals_.came(p, now);
  handler_time_ += back - p.handler_begun;
  if (p.notifications.due()) {
    step_ = Step::into_next_handler;
    take_next(p, back);
  } else {
    step_ = Step::back;
    prepared_.wake_at(back);
  }
}

/// The board forgets a half-made initiation, as at a switch of processes: a handler's references cannot
/// complete the one that it interrupts, nor the other way round. The kernel's store, the Inval, waits its
/// turn behind those of the process.
void NotificationService::on_prepared(Time now) {
  if (!node_.pentium().drained(prepared_)) return;
  node_.nic().invalidate_initiation();
  switch (step_) {
    case Step::into_handler:
      processor_.interrupt(next_.handler, next_.id, now);
      break;
    case Step::into_next_handler:
      processor_.call_handler(next_.handler, next_.id, now);
      break;
    case Step::back:
      processor_.end_interruption(now);
      break;
  }
}

Answer NotificationService::block(SystemCall& c) {
  return c.done(c.process.notifications.block() ? VMMC_OK : VMMC_ERROR_TOO_MANY);
}

Answer NotificationService::unblock(SystemCall& c) {
  NotificationQueue& queue = c.process.notifications;
  const Unblocked unblocked = queue.unblock();
  if (unblocked == Unblocked::in_handler) return c.done(VMMC_ERROR_IN_HANDLER);
  if (queue.take_lost()) return c.done(VMMC_ERROR_NOTIFICATIONS_LOST);
  return c.done(unblocked == Unblocked::really ? 1 : 0);
}

/// Made anew after its handlers, and then done.
Answer NotificationService::wait(SystemCall& c) {
  NotificationQueue& queue = c.process.notifications;
  if (queue.in_handler()) return c.done(VMMC_ERROR_IN_HANDLER);
  if (!queue.in_wait()) {
    if (queue.take_lost()) return c.done(VMMC_ERROR_NOTIFICATIONS_LOST);
    queue.begin_wait();
  }
  if (queue.run_in_wait() > 0) return c.done(queue.end_wait());
  if (c.process.signal_ends_waits()) {
    queue.end_wait();
    return c.done(VMMC_SIGNALLED);
  }
  c.process.signals.ends_call = true;
  c.process.waits_for = "a notification";
  return Answer::again;
}

void NotificationService::report(StatisticsSink& sink, std::size_t longest_now) const {
  sink.count("notifications_queued", queued_, "notifications", "Notifications queued for their handlers.");
  sink.count("notifications_handled", handled_, "notifications", "Handlers of notifications that have run.");
  sink.count("notifications_dropped", dropped_, "notifications",
             "Notifications for which a process's queue had no room.");
  sink.maximum("notification_queue_max", longest_queue_, longest_now, "notifications",
               "Most notifications that waited for one process.");
  sink.count("arrivals_for_nobody", nobody_, "messages",
             "Messages whose arrival interrupted without anybody to notify.");
  sink.time("handler_time", handler_time_,
            "Time from the delivery of a notification until its handler had returned, in sum.");
}

}  // namespace shrimp
