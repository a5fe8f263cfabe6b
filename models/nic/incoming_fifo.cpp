// SPDX-License-Identifier: MIT
#include "models/nic/incoming_fifo.h"

#include "models/common/invariant.h"

namespace shrimp {

IncomingFifo::IncomingFifo(const IncomingFifoParameters& parameters, Calendar& calendar,
                           std::uint32_t largest_packet)
    : parameters_(parameters),
      calendar_(calendar),
      largest_packet_(largest_packet),
      ready_(calendar, this, &IncomingFifo::on_ready) {}

bool IncomingFifo::reserve() {
  const bool fits = level() + reserved_ + largest_packet_ <= parameters_.capacity.n;
  if (fits)
    reserved_ += largest_packet_;
  else
    ++refusals_;
  return fits;
}

void IncomingFifo::push(Packet* packet, Time now) {
  SHRIMP_INVARIANT(reserved_ >= largest_packet_ && packet->wire_bytes <= largest_packet_,
                   "{}: a packet of {} bytes entered the incoming FIFO without a reservation",
                   calendar_.name(), packet->wire_bytes);
  reserved_ -= largest_packet_;
  packets_.push({packet, now + parameters_.latency});
  occupancy_.change(now, packet->wire_bytes);
  ++packets_in_;
  ready_.wake_at(max(packets_.front().ready, now));
}

Packet* IncomingFifo::head(Time now) const {
  return packets_.empty() || packets_.front().ready > now ? nullptr : packets_.front().packet;
}

void IncomingFifo::pop(Time now) {
  occupancy_.change(now, -static_cast<std::int64_t>(packets_.front().packet->wire_bytes));
  packets_.pop();
  ++packets_out_;
  if (!packets_.empty()) ready_.wake_at(max(packets_.front().ready, now));
  room(now);
}

void IncomingFifo::report(StatisticsSink& sink) const {
  sink.count("packets_in", packets_in_, "packets", "packets that entered");
  sink.count("packets_out", packets_out_, "packets", "packets that left");
  sink.count("occupancy", level(), "bytes", "occupancy at the end");
  sink.count("occupancy_max", static_cast<std::uint64_t>(occupancy_.max()), "bytes", "greatest occupancy");
  sink.count("occupancy_mean", occupancy_.mean_thousandths(calendar_.now()), "thousandths of a byte",
             "mean occupancy");
  sink.count("refusals", refusals_, "times", "the largest packet did not fit, so the mesh was held back");
}

}  // namespace shrimp
