// SPDX-License-Identifier: MIT
#include "sim/os/interrupt_service.h"

namespace shrimp {

namespace {

std::uint32_t bit(InterruptCause cause) {
  return 1u << static_cast<unsigned>(cause);
}

}  // namespace

InterruptService::InterruptService(Node& node, const OsParameters& costs, Scheduler& scheduler,
                                   Processor& processor, InterruptClient& client)
    : node_(node),
      costs_(costs),
      scheduler_(scheduler),
      processor_(processor),
      client_(client),
      handler_(node.calendar(), this, &InterruptService::on_handler),
      leave_(node.calendar(), this, &InterruptService::on_leave) {}

bool InterruptService::is_raised(InterruptCause cause) const {
  return (causes_ & bit(cause)) != 0;
}

void InterruptService::clear(InterruptCause cause) {
  causes_ &= ~bit(cause);
}

/// A running process takes it at its next hook; an idle processor takes it at once.
void InterruptService::raise(InterruptCause cause, Time now) {
  causes_ |= bit(cause);
  take_if_idle(now);
}

void InterruptService::take_if_idle(Time now) {
  if (causes_ == 0 || handling_ || scheduler_.running()) return;
  scheduler_.hold();
  was_idle_ = true;
  enter(now);
}

void InterruptService::attend(Time now) {
  was_idle_ = false;
  enter(now);
}

void InterruptService::enter(Time now) {
  handling_ = true;
  handler_track_.set(now, true);
  entered_ = now;
  handler_.reschedule(now + costs_.interrupt_entry);
}

void InterruptService::take_receive_causes(Time now) {
  BadPacket refused;
  while (node_.nic().take_bad_packet(refused)) {
    ++bad_packets_;
    client_.packet_refused(refused, now);
  }
  Arrival arrival;
  while (node_.nic().take_arrival(arrival)) client_.message_arrived(arrival, now);
  if (is_raised(InterruptCause::incoming_page_fault)) {
    ++dropped_packets_;
    client_.packet_missed(node_.nic().incoming_fault(), now);
    node_.nic().drop_and_restart();
  }
  causes_ &= bit(InterruptCause::outgoing_fifo_threshold);
}

void InterruptService::on_handler(Time now) {
  take_receive_causes(now);
  if (is_raised(InterruptCause::outgoing_fifo_threshold)) {
    if (!node_.nic().outgoing_fifo_drained()) {
      handler_.reschedule(now + costs_.fifo_poll);
      return;
    }
    ++threshold_interrupts_;
    clear(InterruptCause::outgoing_fifo_threshold);
  }
  const Time end = now + costs_.interrupt_exit;
  handler_time_ += end - entered_;
  if (!was_idle_) {
    handling_ = false;
    handler_track_.set(end, false);
    processor_.resume_at(end);
    return;
  }
  leave_.reschedule(end);
}

void InterruptService::on_leave(Time now) {
  handling_ = false;
  handler_track_.set(now, false);
  if (causes_ != 0)
    enter(now);
  else
    scheduler_.release(now);
}

void InterruptService::show(TrackSink& sink) {
  sink.state("interrupt", handler_track_, handling_, {"none", "handler"},
             "Whether a handler of the board's interrupts has the processor.");
}

void InterruptService::report(StatisticsSink& sink) const {
  sink.count("threshold_interrupts", threshold_interrupts_, "interrupts",
             "Times the handler of the outgoing FIFO's threshold waited for it to drain.");
  sink.time("interrupt_time", handler_time_, "Time spent in interrupt handlers.");
  sink.count("dropped_packets", dropped_packets_, "packets",
             "Packets for pages that are no receive buffers.");
  sink.count("bad_packets", bad_packets_, "packets", "Packets with a wrong CRC or wrong coordinates.");
}

}  // namespace shrimp
