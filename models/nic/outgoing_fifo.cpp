// SPDX-License-Identifier: MIT
#include "models/nic/outgoing_fifo.h"

#include "models/common/invariant.h"

namespace shrimp {

OutgoingFifo::OutgoingFifo(const OutgoingFifoParameters& parameters, Calendar& calendar,
                           InterruptLine& interrupts)
    : PacketFifo(calendar), parameters_(parameters), interrupts_(interrupts) {}

void OutgoingFifo::push(Packet* packet, Time complete, Time now) {
  SHRIMP_INVARIANT(
      level() + packet->wire_bytes <= parameters_.capacity.n,
      "{}: a snooped write is lost at {} ps: the outgoing FIFO holds {} of {} bytes. The processor went "
      "on storing after the threshold interrupt; raise nic.outgoing_fifo.headroom and capacity",
      calendar().name(), now.ps, level(), parameters_.capacity.n);
  packet->pass(Milestone::queued, complete + parameters_.latency);
  enter(packet, complete + parameters_.latency, now);
  if (!armed_ || level() <= parameters_.limit().n) return;
  armed_ = false;
  set_full(true, now);
  ++threshold_interrupts_;
  interrupts_.raise(InterruptCause::outgoing_fifo_threshold, now);
}

void OutgoingFifo::pop(Time now) {
  leave(now);
  if (drained()) armed_ = true;
  set_full(!armed_ || holds_back_, now);
  room(now);
}

void OutgoingFifo::report(StatisticsSink& sink) const {
  PacketFifo::report(sink, "time past the threshold until drained, or a transfer waited for room");
  sink.count("threshold_interrupts", threshold_interrupts_, "interrupts", "times the threshold was passed");
}

}  // namespace shrimp
