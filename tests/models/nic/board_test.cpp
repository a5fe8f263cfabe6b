// SPDX-License-Identifier: MIT
// A SHRIMP-II board with its port to the network on the bench: timing of both paths, priority, faults.
#include "tests/models/nic/receive_bench.h"

using namespace shrimp;

TEST_CASE("a snooped word is injected after each block's latency") {
  BoardBench bench;
  bench.node.board->set_automatic_update(3, to({1, 0}, 9));
  bench.node.script.at(ns(1000), [&](Time now) { bench.node.write_word(0x3010, 0xabcd, now); });
  bench.run();
  REQUIRE(bench.port.injected.size() == 1);
  const Time expected = ns(1000 + 100 + 120 + 240 + 120 + 120 + 240 + 150);
  CHECK(bench.port.injected[0].t.ps == expected.ps);
  CHECK(bench.port.injected[0].packet->address == 9 * page_bytes + 0x10);
  CHECK(bench.node.board->quiet());
  CHECK(bench.node.board->least_snoop_to_network() <= expected - ns(1000));
}

TEST_CASE("only the processor's writes to mapped pages become packets") {
  BoardBench bench;
  bench.node.board->set_automatic_update(3, to({1, 0}, 9));
  bench.node.script.at(ns(1000), [&](Time now) {
    const std::uint32_t word = 1;
    const auto* data = reinterpret_cast<const std::uint8_t*>(&word);
    bench.node.board->snoop({BusMaster::eisa_bridge, true, 0x3000, 4, data}, now);
    bench.node.board->snoop({BusMaster::processor, false, 0x3000, 4, data}, now);
    bench.node.board->snoop({BusMaster::processor, true, 0x4000, 4, data}, now);
    bench.node.board->snoop({BusMaster::processor, true, 0x7ff00000, 4, data}, now);
  });
  bench.run();
  CHECK(bench.port.injected.empty());
}

TEST_CASE("a flush follows the writes that are still in the snoop logic") {
  BoardBench bench;
  bench.node.board->set_automatic_update(3, to({1, 0}, 9, UpdateMode::block_write));
  bench.node.script.at(ns(1000), [&](Time now) { bench.node.write_word(0x3000, 1, now); });
  bench.node.script.at(ns(1001), [&](Time) { bench.node.board->flush_combining(3); });
  bench.run();
  CHECK(bench.port.injected.size() == 1);
  CHECK(bench.node.board->quiet());
}

TEST_CASE("an unflushed block stays and is named") {
  BoardBench bench;
  bench.node.board->set_automatic_update(3, to({1, 0}, 9, UpdateMode::block_write));
  bench.node.script.at(ns(1000), [&](Time now) { bench.node.write_word(0x3000, 1, now); });
  bench.run();
  CHECK(bench.port.injected.empty());
  CHECK(bench.node.board->quiet());  // nothing will happen until another write: a run may be stuck here
  CHECK(bench.node.board->waiting_for().find("4 bytes of page 3") != std::string::npos);
}

TEST_CASE("an arriving word is in memory after each block's latency, and interrupts then if both sides ask") {
  BoardBench bench;
  for (std::uint32_t asks : {0U, 1U, 2U, 3U}) {
    const bool packet_asks = asks & 2, page_asks = asks & 1;
    bench.node.board->set_incoming(4 + asks, {true, page_asks});
    Packet* p = incoming(bench.pool, (4 + asks) * page_bytes + 8, 4, packet_asks);
    bench.node.script.at(ns(1000 + 10'000 * asks),
                         [&bench, p](Time now) { bench.port.client->packet_arrives(p, now + ns(20)); });
  }
  bench.run();
  const auto& writes = bench.node.memory.accesses;
  REQUIRE(writes.size() == 4);
  CHECK(writes[0].start.ps == (ns(1020) + in_to_eisa).ps);
  for (std::uint32_t asks : {0U, 1U, 2U, 3U}) CHECK(bench.node.memory.data[(4 + asks) * page_bytes + 8] == 8);
  CHECK(bench.pool.in_flight() == 0);
  REQUIRE(bench.node.interrupts.raised.size() == 1);
  CHECK(bench.node.interrupts.raised[0].cause == InterruptCause::packet_arrived);
  CHECK(bench.node.interrupts.raised[0].t.ps == writes[3].end.ps);
  Arrival arrival;
  CHECK(bench.node.board->take_arrival(arrival));
  CHECK(arrival.address == 7 * page_bytes + 8);
  CHECK(arrival.bytes == 4);
  CHECK(!arrival.deliberate);
  CHECK(arrival.notify);
  CHECK(!bench.node.board->take_arrival(arrival));
}

TEST_CASE("incoming has absolute priority at the arbiter") {
  // A word is ready to go out at the same instant at which a packet is ready to come in.
  BoardBench bench;
  bench.node.board->set_automatic_update(3, to({1, 0}, 9));
  bench.node.board->set_incoming(5, {true, false});
  const Time ready = ns(5000);
  bench.node.script.at(ready - ns(100 + 120 + 240 + 120),
                       [&](Time now) { bench.node.write_word(0x3000, 1, now); });
  bench.node.script.at(ns(1000), [&](Time) {
    bench.port.client->packet_arrives(incoming(bench.pool, 5 * page_bytes, 4), ready - ns(150));
  });
  bench.run();
  REQUIRE(bench.port.injected.size() == 1);
  const Time one_transfer = ns(120 + 240);
  CHECK(bench.port.injected[0].t.ps == (ready + one_transfer * 2 + ns(150)).ps);
  CHECK(bench.node.memory.accesses[0].start.ps == (ready - ns(150) + in_to_eisa).ps);
}

TEST_CASE(
    "a blocked mesh fills the outgoing FIFO, which interrupts; deliberate updates wait below the threshold") {
  BoardBench bench;
  bench.port.blocked = true;
  bench.node.board->set_automatic_update(3, to({1, 0}, 9));
  bench.node.board->set_deliberate_update(2, to({1, 0}, 8));
  for (int i = 0; i < 100; ++i)
    bench.node.script.at(ns(1000 + 100 * i), [&](Time now) { bench.node.write_word(0x3000, 1, now); });
  bench.node.script.at(ns(20'000), [&](Time now) {
    CHECK(bench.node.interrupts.count(InterruptCause::outgoing_fifo_threshold) == 1);
    CHECK(!bench.node.board->outgoing_fifo_drained());
    bench.node.processor.store(device_proxy_base + 2 * page_bytes, 64, now);
    bench.node.processor.load(memory_proxy_base + 0x5000, now);
  });
  bench.node.script.at(ns(50'000), [&](Time now) {
    CHECK(bench.node.board->transfer_uses(5));
    bench.port.blocked = false;
    bench.port.client->injection_done(now + ns(20));
  });
  bench.run();
  CHECK(bench.port.injected.size() == 101);
  CHECK(bench.node.board->quiet());
  CHECK(!bench.node.board->transfer_uses(5));
}
