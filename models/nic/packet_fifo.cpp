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

void PacketFifo::report(StatisticsSink& sink, std::string_view full_text) const {
  sink.count("packets_in", packets_in_, "packets", "packets that entered");
  sink.count("packets_out", packets_out_, "packets", "packets that left");
  sink.level("occupancy", level(), "bytes", "occupancy at the end");
  sink.maximum("occupancy_max", occupancy_.max(), level(), "bytes", "greatest occupancy");
  sink.mean("occupancy_mean", occupancy_, sink.now(calendar_.now()), "thousandths of a byte",
            "mean occupancy");
  sink.time("full", full_.sum(sink.now(calendar_.now())), full_text);
}

}  // namespace shrimp
