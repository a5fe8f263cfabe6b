// SPDX-License-Identifier: MIT
// Packet check: the receiver recomputes the CRC and compares the absolute destination coordinates with its
// own (both [P]). Nothing that a packet says is used before: a length field that does not agree with what
// came over the wire counts as a wrong CRC [A], since the CRC of that many bytes cannot be formed. A bad
// packet is dropped and counted, the processor is interrupted, and who sent it, as far as the header can be
// believed, is kept for the driver.
//
// The check needs the whole packet, hence store and forward. It runs while the packet before is written to
// memory.
#pragma once
#include "models/common/parameters.h"
#include "models/nic/incoming_fifo.h"
#include "models/nic/incoming_page_table.h"

namespace shrimp {

struct PacketCheckParameters {
  Time latency;
  std::uint32_t bad_packets = 0;

  template <class Visitor>
  void visit(Visitor&& v) {
    v("latency", latency, "packet out of the FIFO until the verdict", range(Time{}, Time::from_us(10)));
    v("bad_packets", bad_packets, "refused packets kept until the driver takes them; more are only counted",
      range(1U, 1U << 20));
  }
};

class PacketCheck {
 public:
  /// `envelope`: bytes of header and trailer on the wire.
  PacketCheck(const PacketCheckParameters& parameters, Calendar& calendar, IncomingFifo& fifo,
              IncomingPageTable& table, PacketPool& pool, InterruptLine& interrupts, MeshCoordinates here,
              std::uint32_t envelope);

  /// Takes the FIFO's head if no packet is being checked.
  void take(Time now);
  /// Hands a checked packet to the incoming page table if that is free.
  void pass_on(Time now);

  /// The oldest refused packet that was not taken yet; false if there is none.
  bool take_bad_packet(BadPacket& packet);

  bool idle() const { return packet_ == nullptr; }
  std::uint64_t wrong_crc() const { return bad_crc_; }
  std::uint64_t wrong_coordinates() const { return bad_coordinates_; }
  /// The least delay after which this block's events can show on another node (Event::set_reach).
  void set_reach(Time least_delay) { done_.set_reach(least_delay); }
  /// The least delay after which this block's events can show to the processor (Event::set_core_reach).
  void set_core_reach(Time least_delay) { done_.set_core_reach(least_delay); }
  void report(StatisticsSink& sink) const;

 private:
  void on_done(Time now);
  bool is_whole(const Packet& packet) const;
  bool is_good(const Packet& packet);
  void keep(const BadPacket& packet);

  PacketCheckParameters parameters_;
  IncomingFifo& fifo_;
  IncomingPageTable& table_;
  PacketPool& pool_;
  InterruptLine& interrupts_;
  MeshCoordinates here_;
  std::uint32_t envelope_;
  Packet* packet_ = nullptr;
  bool checked_ = false;
  Ring<BadPacket> refused_;
  Event done_;

  std::uint64_t good_ = 0;
  std::uint64_t bad_crc_ = 0;
  std::uint64_t bad_coordinates_ = 0;
  std::uint64_t not_kept_ = 0;
};

}  // namespace shrimp
