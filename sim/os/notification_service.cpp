// SPDX-License-Identifier: MIT
#include "sim/os/notification_service.h"

#include <algorithm>

#include "vmmc_api/vmmc_error.h"

namespace shrimp {

NotificationService::NotificationService(Node& node, const OsParameters& costs, Scheduler& scheduler,
                                         Processor& processor)
    : node_(node), costs_(costs), scheduler_(scheduler), processor_(processor) {}

void NotificationService::post(SimulatedProcess& p, const Notification& n, Time now) {
  if (!p.notifications.post(n)) {
    ++dropped_;
    return;
  }
  ++queued_;
  longest_queue_ = std::max(longest_queue_, p.notifications.size());
  // Out of a system call; a process that waits for a page gets its handlers when it has that.
  if (p.in_call && p.notifications.due()) scheduler_.make_ready(p, now);
}

/// The board forgets a half-made initiation, as at a switch of processes: neither may the handler's
/// references complete the one that it interrupts, nor the other way round (I1, HPCA'96).
Notification NotificationService::begin_handler(SimulatedProcess& p, Time now) {
  node_.nic().invalidate_initiation();
  p.handler_begun = now;
  return p.notifications.begin_handler();
}

void NotificationService::attend(Time now) {
  SimulatedProcess& p = *scheduler_.running();
  p.in_call = false;  // the call is made anew afterwards
  const Notification n = begin_handler(p, now);
  processor_.interrupt(n.handler, n.id, now + costs_.signal_delivery);
}

void NotificationService::handler_returned(Time now) {
  SimulatedProcess& p = *scheduler_.running();
  p.notifications.end_handler();
  node_.nic().invalidate_initiation();
  const Time back = now + costs_.signal_return;
  ++handled_;
  handler_time_ += back - p.handler_begun;
  if (!p.notifications.due()) {
    processor_.end_interruption(back);
    return;
  }
  const Notification n = begin_handler(p, back);
  processor_.call_handler(n.handler, n.id, back + costs_.signal_delivery);
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
  c.process.waits_for = "a notification";
  return Answer::again;
}

void NotificationService::report(StatisticsSink& sink) const {
  sink.count("notifications_queued", queued_, "notifications", "Notifications queued for their handlers.");
  sink.count("notifications_handled", handled_, "notifications", "Handlers of notifications that have run.");
  sink.count("notifications_dropped", dropped_, "notifications",
             "Notifications for which a process's queue had no room.");
  sink.count("notification_queue_max", longest_queue_, "notifications",
             "Most notifications that waited for one process.");
  sink.count("arrivals_for_nobody", nobody_, "messages",
             "Messages whose arrival interrupted without anybody to notify.");
  sink.time("handler_time", handler_time_,
            "Time from the delivery of a notification until its handler had returned, in sum.");
}

}  // namespace shrimp
