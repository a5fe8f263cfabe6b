// SPDX-License-Identifier: MIT
// The receive path when something is wrong: bit errors, packets for others, pages that do not receive, a full
// incoming FIFO, and an outgoing side that stands still.
#include <random>

#include "tests/models/nic/receive_bench.h"

using namespace shrimp;

namespace {

/// Delivers one packet after the other, each when the last has gone through.
void deliver_all(BoardBench& bench, Mailman& mail) {
  mail.every(ns(10'000), ns(10'000), static_cast<int>(mail.waiting.size()));
  bench.run();
}

template <class Field>
void flip(Field& field, unsigned bit) {
  field = static_cast<Field>(field ^ (1u << bit));
}

/// The fields on the wire that a bit error can hit, a bit after the other; false past the last. Displacements
/// are used up on the way and not covered.
bool flip_bit(Packet& p, unsigned bit) {
  const auto in = [&bit](unsigned bits) {
    const bool here = bit < bits;
    if (!here) bit -= bits;
    return here;
  };
  if (in(16)) return flip(p.destination.x, bit), true;
  if (in(16)) return flip(p.destination.y, bit), true;
  if (in(16)) return flip(p.source.x, bit), true;
  if (in(16)) return flip(p.source.y, bit), true;
  if (in(32)) return flip(p.address, bit), true;
  if (in(16)) return flip(p.length, bit), true;
  if (in(1)) return p.notify = !p.notify, true;
  if (in(1)) return p.deliberate = !p.deliberate, true;
  if (in(1)) return p.last = !p.last, true;
  if (in(32)) return flip(p.crc, bit), true;
  if (in(8 * (p.wire_bytes - 20))) return flip(p.payload[bit / 8], bit % 8), true;
  return false;
}

}  // namespace

TEST_CASE("a corrupted packet and one for another node are dropped, counted and told") {
  BoardBench bench;
  bench.node.board->set_incoming(5, {true, false});
  Mailman mail{bench, {}};
  for (int i = 0; i < 5; ++i) mail.waiting.push_back(incoming(bench.pool, 5 * page_bytes, 4));
  mail.waiting[0]->payload[2] ^= 1;
  mail.waiting[1]->crc ^= 0x80000000u;
  mail.waiting[2]->address ^= 4;
  mail.waiting[3]->destination = {1, 0};
  mail.waiting[3]->crc = packet_crc(*mail.waiting[3]);
  for (int i = 0; i < 5; ++i) bench.node.script.at(ns(5000 * (i + 1)), [&](Time now) { mail.deliver(now); });
  bench.run();
  CHECK(bench.node.interrupts.count(InterruptCause::bad_packet) == 4);
  CHECK(bench.node.memory.accesses.size() == 1);
  CHECK(bench.pool.in_flight() == 0);
}

TEST_CASE("a packet for a page that does not receive freezes the path until the kernel drops it") {
  BoardBench bench;
  bench.node.board->set_incoming(5, {true, false});
  Mailman mail{bench, {}};
  mail.waiting = {incoming(bench.pool, 6 * page_bytes + 16, 4), incoming(bench.pool, 5 * page_bytes, 4)};
  for (int i = 0; i < 2; ++i) bench.node.script.at(ns(2000 * (i + 1)), [&](Time now) { mail.deliver(now); });
  bench.node.script.at(ns(50'000), [&](Time) {
    CHECK(bench.node.memory.accesses.empty());
    const IncomingFault fault = bench.node.board->incoming_fault();
    CHECK(fault.pending);
    CHECK(fault.address == 6 * page_bytes + 16);
    CHECK(fault.source == MeshCoordinates{1, 0});
    CHECK(bench.node.board->waiting_for().find("frozen") != std::string::npos);
    bench.node.board->drop_and_restart();
    CHECK(!bench.node.board->incoming_fault().pending);
  });
  bench.run();
  REQUIRE(bench.node.interrupts.count(InterruptCause::incoming_page_fault) == 1);
  CHECK(bench.node.interrupts.raised[0].t.ps == (ns(2020) + in_to_eisa - ns(120)).ps);
  REQUIRE(bench.node.memory.accesses.size() == 1);
  CHECK(bench.node.memory.accesses[0].start.ps == ns(50'000 + 120 + 120).ps);
  CHECK(bench.pool.in_flight() == 0);
}

TEST_CASE("a full incoming FIFO takes no credit back to the mesh until a largest packet fits") {
  // 512 bytes hold six packets of 84; one more is in the check and one, frozen, in the page table.
  BoardBench bench;
  Mailman mail{bench, {}};
  for (int i = 0; i < 20; ++i) mail.waiting.push_back(incoming(bench.pool, 6 * page_bytes, 64));
  for (int i = 0; i < 40; ++i) bench.node.script.at(ns(2000 * (i + 1)), [&](Time now) { mail.deliver(now); });
  bench.node.script.at(ns(100'000), [&](Time) {
    CHECK(mail.delivered == 8);
    CHECK(bench.port.ready.size() == 8);
    bench.node.board->drop_and_restart();
  });
  bench.node.script.at(ns(110'000), [&](Time) { CHECK(bench.port.ready.size() == 9); });
  bench.run();
}

TEST_CASE("each single bit error of header, payload and CRC is found") {
  BoardBench bench;
  bench.node.board->set_incoming(5, {true, true});
  Mailman mail{bench, {}};
  for (unsigned bit = 0;; ++bit) {
    Packet* p = incoming(bench.pool, 5 * page_bytes + 128, 12);
    if (!flip_bit(*p, bit)) {
      bench.pool.give_back(p);
      break;
    }
    mail.waiting.push_back(p);
  }
  const std::size_t bits = mail.waiting.size();
  CHECK(bits == 64 + 32 + 16 + 3 + 32 + 96);
  deliver_all(bench, mail);
  CHECK(bench.node.interrupts.count(InterruptCause::bad_packet) == bits);
  CHECK(bench.node.interrupts.raised.size() == bits);
  CHECK(bench.node.memory.accesses.empty());
  CHECK(bench.pool.in_flight() == 0);
}

TEST_CASE("a header of random bits is refused, whatever length and address it names") {
  BoardBench bench;
  bench.node.board->set_incoming(5, {true, true});
  std::mt19937 random(7);
  Mailman mail{bench, {}};
  for (int i = 0; i < 500; ++i) {
    Packet* p = incoming(bench.pool, 5 * page_bytes, 64);
    if (i % 2) p->address = static_cast<PhysicalAddress>(random());
    if (i % 3) p->length = static_cast<std::uint16_t>(random());
    if (i % 5) p->destination = {static_cast<std::uint16_t>(random()), static_cast<std::uint16_t>(random())};
    p->crc ^= 1 + random() % 1000;
    mail.waiting.push_back(p);
  }
  mail.waiting[0]->length = 65535;
  mail.waiting[1]->length = 0;
  deliver_all(bench, mail);
  CHECK(bench.node.interrupts.count(InterruptCause::bad_packet) == 500);
  CHECK(bench.node.memory.accesses.empty());
  CHECK(bench.pool.in_flight() == 0);
}

TEST_CASE("a length that is not what came is refused even if header and CRC agree with it") {
  BoardBench bench;
  bench.node.board->set_incoming(5, {true, true});
  Mailman mail{bench, {}};
  for (const std::uint16_t length : {0, 60, 68, 4096}) {
    Packet* p = incoming(bench.pool, 5 * page_bytes, 64);
    std::fill(p->payload.begin(), p->payload.end(), std::uint8_t{0});
    p->length = length;
    p->crc = packet_crc(*p);
    mail.waiting.push_back(p);
  }
  deliver_all(bench, mail);
  CHECK(bench.node.interrupts.count(InterruptCause::bad_packet) == 4);
  CHECK(bench.node.memory.accesses.empty());
}

TEST_CASE("a good packet for memory that the node does not have, or across a page's end, freezes the path") {
  BoardBench bench;  // of 64 pages
  for (std::uint32_t page = 0; page < 64; ++page) bench.node.board->set_incoming(page, {true, false});
  Mailman mail{bench, {}};
  for (const PhysicalAddress address : {64 * page_bytes, 0xfffff000u, memory_proxy_base, 6 * page_bytes - 4})
    mail.waiting.push_back(incoming(bench.pool, address, 8));
  mail.waiting.push_back(incoming(bench.pool, 63 * page_bytes + page_bytes - 8, 8));
  for (int i = 0; i < 4; ++i)
    bench.node.script.at(ns(15'000 + 10'000 * i), [&](Time) {
      REQUIRE(bench.node.board->incoming_fault().pending);
      bench.node.board->drop_and_restart();
    });
  deliver_all(bench, mail);
  CHECK(bench.node.interrupts.count(InterruptCause::incoming_page_fault) == 4);
  CHECK(bench.node.memory.accesses.size() == 1);
  CHECK(bench.pool.in_flight() == 0);
}

TEST_CASE("the receive path drains while the mesh takes nothing from the outgoing side") {
  BoardBench bench;
  bench.port.blocked = true;
  bench.node.board->set_automatic_update(3, to({1, 0}, 9));
  bench.node.board->set_deliberate_update(2, to({1, 0}, 8));
  bench.node.board->set_incoming(5, {true, false});
  for (int i = 0; i < 100; ++i)
    bench.node.script.at(ns(1000 + 100 * i), [&](Time now) { bench.node.write_word(0x3000, 1, now); });
  bench.node.script.at(ns(12'000), [&](Time now) {
    CHECK(!bench.node.board->outgoing_fifo_drained());
    bench.node.processor.store(device_proxy_base + 2 * page_bytes, 256, now);
    bench.node.processor.load(memory_proxy_base + 0x5000, now);
  });
  Mailman mail{bench, {}};
  for (std::uint32_t i = 0; i < 50; ++i)
    mail.waiting.push_back(incoming(bench.pool, 5 * page_bytes + 64 * i, 64));
  mail.every(ns(20'000), ns(3000), 60);
  bench.run();
  CHECK(mail.delivered == 50);
  CHECK(bench.port.injected.size() == 1);  // the one that the mesh holds
  CHECK(std::count_if(bench.node.memory.accesses.begin(), bench.node.memory.accesses.end(),
                      [](const BenchMemory::Access& a) { return a.write; }) == 50);
}
