// SPDX-License-Identifier: MIT
#include "models/nic/outgoing_fifo.h"

#include "models/common/invariant.h"

namespace shrimp {

OutgoingFifo::OutgoingFifo(const OutgoingFifoParameters& parameters, Calendar& calendar,
                           InterruptLine& interrupts)
    : parameters_(parameters),
      calendar_(calendar),
      interrupts_(interrupts),
      ready_(calendar, this, &OutgoingFifo::on_ready) {}

void OutgoingFifo::push(Packet* packet, Time complete, Time now) {
  SHRIMP_INVARIANT(
      level() + packet->wire_bytes <= parameters_.capacity.n,
      "{}: a snooped write is lost at {} ps: the outgoing FIFO holds {} of {} bytes. The processor went "
      "on storing after the threshold interrupt; raise nic.outgoing_fifo.headroom and capacity",
      calendar_.name(), now.ps, level(), parameters_.capacity.n);
  packets_.push({packet, complete + parameters_.latency});
  occupancy_.change(now, packet->wire_bytes);
  ++packets_in_;
  ready_.wake_at(max(packets_.front().ready, now));
  if (!armed_ || level() <= parameters_.threshold.n) return;
  armed_ = false;
  ++threshold_interrupts_;
  interrupts_.raise(InterruptCause::outgoing_fifo_threshold, now);
}

Packet* OutgoingFifo::head(Time now) const {
  return packets_.empty() || packets_.front().ready > now ? nullptr : packets_.front().packet;
}

void OutgoingFifo::pop(Time now) {
  occupancy_.change(now, -static_cast<std::int64_t>(packets_.front().packet->wire_bytes));
  packets_.pop();
  ++packets_out_;
  if (drained()) armed_ = true;
  if (!packets_.empty()) ready_.wake_at(max(packets_.front().ready, now));
  room(now);
}

void OutgoingFifo::report(StatisticsSink& sink) const {
  sink.count("packets_in", packets_in_, "packets", "packets that entered");
  sink.count("packets_out", packets_out_, "packets", "packets that left");
  sink.count("occupancy", level(), "bytes", "occupancy at the end");
  sink.count("occupancy_max", static_cast<std::uint64_t>(occupancy_.max()), "bytes", "greatest occupancy");
  sink.count("occupancy_mean", occupancy_.mean_thousandths(calendar_.now()), "thousandths of a byte",
             "mean occupancy");
  sink.count("threshold_interrupts", threshold_interrupts_, "interrupts", "times the threshold was passed");
}

}  // namespace shrimp
