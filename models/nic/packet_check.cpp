// SPDX-License-Identifier: MIT
#include "models/nic/packet_check.h"

#include "models/nic/packet_crc.h"

namespace shrimp {

PacketCheck::PacketCheck(const PacketCheckParameters& parameters, Calendar& calendar, IncomingFifo& fifo,
                         IncomingPageTable& table, PacketPool& pool, InterruptLine& interrupts,
                         MeshCoordinates here, std::uint32_t envelope)
    : parameters_(parameters),
      fifo_(fifo),
      table_(table),
      pool_(pool),
      interrupts_(interrupts),
      here_(here),
      envelope_(envelope),
      done_(calendar, this, &PacketCheck::on_done) {}

void PacketCheck::take(Time now) {
  if (packet_ || !fifo_.head(now)) return;
  packet_ = fifo_.head(now);
  checked_ = false;
  packet_->pass(Milestone::check_begun, now);
  done_.wake_at(now + parameters_.latency);
  fifo_.pop(now);
}

bool PacketCheck::is_whole(const Packet& packet) const {
  return packet.length > 0 && packet.length + envelope_ == packet.wire_bytes;
}

bool PacketCheck::is_good(const Packet& packet) {
  const bool wrong_crc = !is_whole(packet) || packet_crc(packet) != packet.crc;
  if (!wrong_crc && packet.destination == here_) return true;
  ++(wrong_crc ? bad_crc_ : bad_coordinates_);
  keep({packet.source, packet.destination, wrong_crc});
  return false;
}

void PacketCheck::keep(const BadPacket& packet) {
  if (refused_.size() < parameters_.bad_packets)
    refused_.push(packet);
  else
    ++not_kept_;
}

bool PacketCheck::take_bad_packet(BadPacket& packet) {
  if (refused_.empty()) return false;
  packet = refused_.front();
  refused_.pop();
  return true;
}

void PacketCheck::on_done(Time now) {
  if (is_good(*packet_)) {
    ++good_;
    packet_->pass(Milestone::checked, now);
    checked_ = true;
    pass_on(now);
    return;
  }
  pool_.give_back(packet_);
  packet_ = nullptr;
  interrupts_.raise(InterruptCause::bad_packet, now);
  take(now);
}

void PacketCheck::pass_on(Time now) {
  if (!packet_ || !checked_ || !table_.accept(packet_, now)) return;
  packet_ = nullptr;
  take(now);
}

void PacketCheck::report(StatisticsSink& sink) const {
  sink.count("good", good_, "packets", "packets that passed");
  sink.count("bad_crc", bad_crc_, "packets", "packets dropped because of a wrong CRC");
  sink.count("bad_coordinates", bad_coordinates_, "packets",
             "packets dropped because they were meant for another node");
  sink.count("not_kept", not_kept_, "packets", "of the dropped, packets that the driver was not told of");
}

}  // namespace shrimp
