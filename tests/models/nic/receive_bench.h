// SPDX-License-Identifier: MIT
// What the tests of the receive path share: packets of another board, and who delivers them.
#pragma once
#include "models/nic/packet_crc.h"
#include "tests/models/nic/nic_bench.h"

namespace shrimp {

/// A packet as another board would send it to node (0, 0).
inline Packet* incoming(PacketPool& pool, PhysicalAddress address, std::uint32_t length,
                        bool notify = false) {
  Packet* p = pool.take();
  p->route_dx = p->route_dy = 0;
  p->destination = {0, 0};
  p->source = {1, 0};
  p->address = address;
  p->length = static_cast<std::uint16_t>(length);
  p->notify = notify;
  p->deliberate = false;
  p->last = false;
  for (std::uint32_t i = 0; i < length; ++i) p->payload[i] = static_cast<std::uint8_t>(address + i);
  p->crc = packet_crc(*p);
  p->wire_bytes = 20 + length;
  return p;
}

/// Delivers packets at the port as its credits allow, each at the given time or as soon after as it may.
struct Mailman {
  BoardBench& bench;
  std::deque<Packet*> waiting;
  std::size_t delivered = 0;
  void deliver(Time now) {
    if (waiting.empty() || bench.port.ready.size() <= delivered) return;
    ++delivered;
    bench.port.client->packet_arrives(waiting.front(), now + ns(20));
    waiting.pop_front();
  }
  /// Tries to deliver `times` times, from `first` on.
  void every(Time first, Time interval, int times) {
    for (int i = 0; i < times; ++i)
      bench.node.script.at(first + interval * i, [this](Time now) { deliver(now); });
  }
};

// Chip, arbiter (24 bytes at 100 MB/s), FIFO, check, table, DMA set-up; then the bench memory.
inline constexpr Time in_to_eisa = Time::from_ns(150 + 120 + 240 + 120 + 240 + 120 + 120);

}  // namespace shrimp
