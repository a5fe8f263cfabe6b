// SPDX-License-Identifier: MIT
// A network packet (ISCA'94, section 4; HotI'94): routing displacements, absolute destination coordinates,
// destination physical address, flags, length, payload and CRC.
//
// Widths: a 16-byte header and a 4-byte trailer are parameters of the packetizer [A]; here the fields have
// host types and `wire_bytes` is what the links, FIFOs and ports count. Packets come from a pool, so that
// none is allocated on its path and the pool can prove that none is lost.
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "models/common/address.h"
#include "models/common/milestones.h"
#include "models/common/time.h"

namespace shrimp {

struct Packet {
  static constexpr std::uint32_t payload_capacity = 4096;  // storage; the machine's limit is a parameter

  std::int16_t route_dx = 0;  // remaining displacement, consumed by the routers (X, then Y)
  std::int16_t route_dy = 0;
  MeshCoordinates destination;  // absolute, verified by the receiver [P]
  MeshCoordinates source;
  PhysicalAddress address = 0;  // in the destination's memory
  std::uint16_t length = 0;     // payload bytes
  bool notify = false;          // sender's half of an interrupt on arrival
  bool deliberate = false;      // deliberate update; else automatic update
  bool last = false;            // the last packet of its deliberate update
  std::uint32_t crc = 0;
  std::uint32_t wire_bytes = 0;  // header + payload + trailer

  // What is not on the wire: for statistics and milestones.
  std::uint64_t number = 0;  // per source node, in order of creation
  Time created{};
  bool corrupted = false;            // a link has flipped bits of it (fault injection)
  Milestones* milestones = nullptr;  // null: nobody watches

  void pass(Milestone m, Time t) {
    if (milestones) milestones->pass(m, t);
  }

  std::array<std::uint8_t, payload_capacity> payload;
};

/// Owns all packets of a machine. Conservation: taken = given back + in_flight, at any time.
class PacketPool {
 public:
  Packet* take() {
    if (free_.empty()) {
      storage_.push_back(std::make_unique<Packet>());
      free_.push_back(storage_.back().get());
    }
    Packet* p = free_.back();
    free_.pop_back();
    ++taken_;
    if (watcher_) p->milestones = watcher_->begin();
    return p;
  }
  void give_back(Packet* p) {
    if (p->milestones) watcher_->gone(*p);
    p->milestones = nullptr;
    p->corrupted = false;
    free_.push_back(p);
  }
  /// Watches the packets that are taken from now on.
  void watch(MessageWatcher& watcher) { watcher_ = &watcher; }
  /// Null: nobody watches.
  MessageWatcher* watcher() const { return watcher_; }
  std::uint64_t taken() const { return taken_; }
  std::uint64_t in_flight() const { return storage_.size() - free_.size(); }
  /// Packets in flight of which a link has flipped bits.
  std::uint64_t corrupted() const {
    return static_cast<std::uint64_t>(
        std::count_if(storage_.begin(), storage_.end(), [](const auto& p) { return p->corrupted; }));
  }

 private:
  std::vector<std::unique_ptr<Packet>> storage_;
  std::vector<Packet*> free_;
  std::uint64_t taken_ = 0;
  MessageWatcher* watcher_ = nullptr;
};

}  // namespace shrimp
