// SPDX-License-Identifier: MIT
#include "models/nic/packet_fifo.h"

namespace shrimp {

PacketFifo::PacketFifo(Calendar& calendar)
    : calendar_(calendar), ready_(calendar, this, &PacketFifo::on_ready) {}

void PacketFifo::enter(Packet* packet, Time ready, Time now) {
  packets_.push({packet, ready});
  occupancy_.change(now, packet->wire_bytes);
  level_.set(now, level());
  ++packets_in_;
  ready_.wake_at(max(packets_.front().ready, now));
}

Packet* PacketFifo::head(Time now) const {
  return packets_.empty() || packets_.front().ready > now ? nullptr : packets_.front().packet;
}

void PacketFifo::leave(Time now) {
  occupancy_.change(now, -static_cast<std::int64_t>(packets_.front().packet->wire_bytes));
  level_.set(now, level());
  packets_.pop();
  ++packets_out_;
  if (!packets_.empty()) ready_.wake_at(max(packets_.front().ready, now));
}

void PacketFifo::show(TrackSink& sink) {
  sink.level("occupancy", level_, level(), "bytes", "Bytes of packets in the FIFO.");
}

void PacketFifo::report(StatisticsSink& sink) const {
  sink.count("packets_in", packets_in_, "packets", "packets that entered");
  sink.count("packets_out", packets_out_, "packets", "packets that left");
  sink.count("occupancy", level(), "bytes", "occupancy at the end");
  sink.count("occupancy_max", static_cast<std::uint64_t>(occupancy_.max()), "bytes", "greatest occupancy");
  sink.count("occupancy_mean", occupancy_.mean_thousandths(calendar_.now()), "thousandths of a byte",
             "mean occupancy");
}

}  // namespace shrimp
