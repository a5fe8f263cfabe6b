// SPDX-License-Identifier: MIT
// What the receive path keeps for the driver: arrivals that interrupted, and packets that the check refused.
#include "tests/models/nic/receive_bench.h"

using namespace shrimp;

namespace {

constexpr std::uint32_t page = 5;
constexpr PhysicalAddress address = page * page_bytes;

Packet* of_deliberate_update(PacketPool& pool, PhysicalAddress at, bool last) {
  Packet* p = incoming(pool, at, 64);
  p->deliberate = true;
  p->last = last;
  p->crc = packet_crc(*p);
  return p;
}

}  // namespace

TEST_CASE("an arrival that cannot be kept waits for the driver, and the packets behind it too") {
  BoardBench bench;  // which keeps 4
  bench.node.board->set_incoming(page, {true, true});
  Mailman mail{bench, {}};
  for (std::uint32_t i = 0; i < 6; ++i)
    mail.waiting.push_back(incoming(bench.pool, address + 4 * i, 4, i != 5));
  mail.every(ns(2000), ns(2000), 6);
  bench.node.script.at(ns(50'000), [&](Time) {
    CHECK(bench.node.memory.accesses.size() == 4);
    CHECK(!bench.node.board->quiet());
    CHECK(bench.node.board->waiting_for().find("take the arrivals") != std::string::npos);
    Arrival arrival;
    REQUIRE(bench.node.board->take_arrival(arrival));
    CHECK(arrival.address == address);
  });
  bench.run();
  CHECK(bench.node.memory.accesses.size() == 6);
  CHECK(bench.node.memory.accesses[4].start.ps == ns(50'000).ps);
  CHECK(bench.node.interrupts.count(InterruptCause::packet_arrived) == 5);
  Arrival arrival;
  for (std::uint32_t i = 1; i < 5; ++i) {
    REQUIRE(bench.node.board->take_arrival(arrival));
    CHECK(arrival.address == address + 4 * i);
  }
  CHECK(!bench.node.board->take_arrival(arrival));
  CHECK(bench.pool.in_flight() == 0);
}

TEST_CASE("a full board of arrivals in the end holds packets back in the mesh, and loses none") {
  BoardBench bench;
  bench.node.board->set_incoming(page, {true, true});
  Mailman mail{bench, {}};
  for (std::uint32_t i = 0; i < 100; ++i)
    mail.waiting.push_back(incoming(bench.pool, address + 4 * i, 4, true));
  mail.every(ns(2000), ns(2000), 400);
  std::uint32_t taken = 0;
  for (int i = 0; i < 100; ++i)
    bench.node.script.at(ns(100'000 + 5000 * i), [&, i](Time) {
      if (i == 0) CHECK(mail.waiting.size() > 60);
      Arrival arrival;
      while (bench.node.board->take_arrival(arrival)) CHECK(arrival.address == address + 4 * taken++);
    });
  bench.run();
  CHECK(taken == 100);
}

TEST_CASE(
    "with the switch on, each message interrupts: the last packet of a deliberate update, any other packet") {
  NicParameters p = bench_nic();
  p.incoming_dma_engine.interrupt_every_message = true;
  BoardBench bench(p);
  bench.node.board->set_incoming(page, {true, false});
  Mailman mail{bench, {}};
  mail.waiting = {of_deliberate_update(bench.pool, address, false),
                  of_deliberate_update(bench.pool, address + 64, true),
                  incoming(bench.pool, address + 256, 4)};
  mail.every(ns(5000), ns(5000), 3);
  bench.run();
  CHECK(bench.node.interrupts.count(InterruptCause::packet_arrived) == 2);
  Arrival arrival;
  REQUIRE(bench.node.board->take_arrival(arrival));
  CHECK(arrival.address == address + 64);
  CHECK(arrival.bytes == 64);
  CHECK(arrival.deliberate);
  CHECK(!arrival.notify);
  REQUIRE(bench.node.board->take_arrival(arrival));
  CHECK(arrival.address == address + 256);
  CHECK(!arrival.deliberate);
  CHECK(!bench.node.board->take_arrival(arrival));
}

TEST_CASE("of refused packets a limited number is kept for the driver, and all are counted") {
  BoardBench bench;  // which keeps 4
  Mailman mail{bench, {}};
  for (std::uint16_t i = 0; i < 6; ++i) {
    Packet* p = incoming(bench.pool, address, 4);
    p->source = {i, 7};
    p->crc = packet_crc(*p) ^ (i == 0 ? 0u : 1u);
    if (i == 0) p->destination = {3, 3}, p->crc = packet_crc(*p);
    mail.waiting.push_back(p);
  }
  mail.every(ns(5000), ns(5000), 6);
  bench.run();
  CHECK(bench.node.interrupts.count(InterruptCause::bad_packet) == 6);
  BadPacket bad;
  for (std::uint16_t i = 0; i < 4; ++i) {
    REQUIRE(bench.node.board->take_bad_packet(bad));
    CHECK(bad.source == MeshCoordinates{i, 7});
    CHECK(bad.wrong_crc == (i != 0));
  }
  CHECK(!bench.node.board->take_bad_packet(bad));
  CHECK(bench.pool.in_flight() == 0);
}
