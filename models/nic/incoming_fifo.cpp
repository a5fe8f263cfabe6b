// SPDX-License-Identifier: MIT
#include "models/nic/incoming_fifo.h"

#include "models/common/invariant.h"

namespace shrimp {

IncomingFifo::IncomingFifo(const IncomingFifoParameters& parameters, Calendar& calendar,
                           std::uint32_t largest_packet)
    : PacketFifo(calendar), parameters_(parameters), largest_packet_(largest_packet) {}

bool IncomingFifo::reserve(Time now) {
  const bool fits = level() + reserved_ + largest_packet_ <= parameters_.capacity.n;
  if (fits)
    reserved_ += largest_packet_;
  else
    ++refusals_;
  set_full(!fits, now);
  return fits;
}

void IncomingFifo::push(Packet* packet, Time now) {
  SHRIMP_INVARIANT(reserved_ >= largest_packet_ && packet->wire_bytes <= largest_packet_,
                   "{}: a packet of {} bytes entered the incoming FIFO without a reservation",
                   calendar().name(), packet->wire_bytes);
  reserved_ -= largest_packet_;
  packet->pass(Milestone::enqueued, now);
  enter(packet, now + parameters_.latency, now);
}

void IncomingFifo::pop(Time now) {
  leave(now);
  room(now);
}

void IncomingFifo::report(StatisticsSink& sink) const {
  PacketFifo::report(sink, "time for which the largest packet did not fit, so the mesh was held back");
  sink.count("refusals", refusals_, "times", "the largest packet did not fit, so the mesh was held back");
}

}  // namespace shrimp
