// SPDX-License-Identifier: MIT
// Injected faults on the receive path: packets that a link has corrupted, a DMA engine that stops.
#include "models/mesh/link_faults.h"
#include "tests/models/nic/receive_bench.h"

using namespace shrimp;

TEST_CASE("whatever a link does to a packet, the check refuses it and nothing reaches memory") {
  FaultParameters parameters;
  parameters.link_bit_errors = FaultParameters::million;
  LinkFaults faults(parameters);
  faults.add_node({0, 0});
  BoardBench bench;
  for (std::uint32_t page = 0; page < 64; ++page) bench.node.board->set_incoming(page, {true, true});
  Mailman mail{bench, {}};
  constexpr int count = 3000;
  for (int i = 0; i < count; ++i) {
    const auto length = static_cast<std::uint32_t>(4 + 4 * (i % 16));
    Packet* p =
        incoming(bench.pool, static_cast<PhysicalAddress>(5 * page_bytes + 4 * i), length, i % 2 == 0);
    faults.cross(*p, Side::west, {0, 0});
    mail.waiting.push_back(p);
  }
  CHECK(bench.pool.corrupted() == count);
  mail.every(ns(10'000), ns(5'000), count);
  bench.run();
  CHECK(mail.waiting.empty());
  CHECK(bench.node.board->trouble().wrong_crc == count);
  CHECK(bench.node.memory.accesses.empty());
  CHECK(bench.pool.in_flight() == 0);
  CHECK(bench.pool.corrupted() == 0);
}

TEST_CASE("a stopped DMA engine ends its packet, takes no other, and is named only then") {
  BoardBench bench;
  bench.node.board->set_incoming(5, {true, false});
  Mailman mail{bench, {}};
  for (int i = 0; i < 20; ++i) mail.waiting.push_back(incoming(bench.pool, 5 * page_bytes, 64));
  mail.every(ns(10'000), ns(5'000), 2);
  bench.node.script.at(ns(20'000), [&](Time) {
    bench.node.board->stop_receiver();
    CHECK(!bench.node.board->trouble().stuck);
    CHECK(bench.node.board->waiting_for().empty());
  });
  mail.every(ns(30'000), ns(5'000), 40);
  bench.run();
  CHECK(bench.node.memory.accesses.size() == 2);
  CHECK(mail.delivered == 2 + 8);  // six in the FIFO, one checked, one in the page table
  CHECK(bench.node.board->trouble().stuck);
  CHECK(!bench.node.board->quiet());
  CHECK(bench.node.board->waiting_for().find("takes no packets any more") != std::string::npos);
}
