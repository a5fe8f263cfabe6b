// SPDX-License-Identifier: MIT
#include "models/nic/arbiter.h"

namespace shrimp {

Arbiter::Arbiter(const ArbiterParameters& parameters, Calendar& calendar, OutgoingFifo& outgoing,
                 NetworkInterfaceChip& chip)
    : parameters_(parameters),
      fifo_(outgoing),
      chip_(chip),
      done_(calendar, this, &Arbiter::on_done),
      decide_(calendar, this, &Arbiter::on_decide) {}

void Arbiter::consider(Time now) {
  if (idle()) decide_.wake_at(now);
}

void Arbiter::on_decide(Time now) {
  if (!idle()) return;
  Packet* outgoing = chip_.can_send() ? fifo_.head(now) : nullptr;
  if (Packet* incoming = chip_.received()) {
    if (outgoing) ++outgoing_deferred_;
    start(Direction::incoming, *incoming, now);
  } else if (outgoing) {
    start(Direction::outgoing, *outgoing, now);
  }
}

void Arbiter::start(Direction direction, Packet& packet, Time now) {
  packet.pass(direction == Direction::incoming ? Milestone::port_in_granted : Milestone::port_out_granted,
              now);
  const Time duration = parameters_.latency + parameters_.bandwidth.time_for(packet.wire_bytes);
  moving_ = direction;
  port_.set(now, direction);
  (direction == Direction::incoming ? incoming_busy_ : outgoing_busy_) += duration;
  done_.wake_at(now + duration);
}

void Arbiter::on_done(Time now) {
  const Direction moved = moving_;
  moving_ = Direction::none;
  port_.set(now, Direction::none);
  if (moved == Direction::incoming) {
    chip_.hand_over(now);
  } else {
    chip_.send(fifo_.head(now), now);
    fifo_.pop(now);
  }
  consider(now);
}

void Arbiter::show(TrackSink& sink) {
  sink.state("port", port_, moving_, {"free", "incoming", "outgoing"},
             "Whose packet the port between the FIFOs and the chip moves.");
}

void Arbiter::report(StatisticsSink& sink) const {
  sink.time("incoming_busy", incoming_busy_, "time that the port moved incoming packets");
  sink.time("outgoing_busy", outgoing_busy_, "time that the port moved outgoing packets");
  sink.count("outgoing_deferred", outgoing_deferred_, "packets",
             "outgoing packets that let an incoming one go first");
}

}  // namespace shrimp
