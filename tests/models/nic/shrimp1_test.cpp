// SPDX-License-Identifier: MIT
// SHRIMP-I: what it does as SHRIMP-II does, and what it lacks.
#include "models/common/invariant.h"
#include "tests/models/nic/receive_bench.h"

using namespace shrimp;

namespace {

constexpr PhysicalAddress destination = device_proxy_base + 2 * page_bytes;
constexpr PhysicalAddress source = memory_proxy_base + 0x5000;

std::vector<std::string> parameters_of(const std::string& board) {
  std::vector<std::string> names;
  NicParameters p;
  p.board = board;
  p.visit(ParameterNames{"", names});
  return names;
}

}  // namespace

TEST_CASE("SHRIMP-I has the parameters of SHRIMP-II but those of snooping") {
  std::vector<std::string> lacks;
  const std::vector<std::string> ones = parameters_of("shrimp-i");
  for (const std::string& name : parameters_of("shrimp-ii"))
    if (std::find(ones.begin(), ones.end(), name) == ones.end()) lacks.push_back(name);
  CHECK(lacks == std::vector<std::string>{"snoop_logic.latency", "outgoing_page_table.automatic_entries",
                                          "packetizer.timer", "outgoing_fifo.threshold",
                                          "outgoing_fifo.headroom", "outgoing_fifo.low_water"});
  CHECK(ones.size() + lacks.size() == parameters_of("shrimp-ii").size());
}

TEST_CASE("SHRIMP-I does not see the memory bus") {
  BoardBench bench(bench_shrimp1());
  CHECK(!bench.node.board->supports_automatic_update());
  CHECK(bench.node.board->least_snoop_to_network().is_never());
  CHECK(bench.node.board->least_snoop_to_core().is_never());
  bench.node.script.at(ns(1000), [&](Time now) { bench.node.write_word(0x3000, 1, now); });
  bench.run();
  CHECK(bench.port.injected.empty());
  CHECK(bench.node.board->quiet());
}

TEST_CASE("SHRIMP-I refuses a mapping for automatic update, and lets one be ended") {
  BoardBench bench(bench_shrimp1());
  CHECK_THROWS_AS(bench.node.board->set_automatic_update(3, to({1, 0}, 9)), BrokenInvariant);
  bench.node.board->set_automatic_update(3, {});
  bench.node.board->flush_combining(3);
}

TEST_CASE("a deliberate update of SHRIMP-I takes the same blocks and the same time") {
  BoardBench bench(bench_shrimp1());
  bench.node.board->set_deliberate_update(2, to({1, 0}, 8));
  bench.node.script.at(ns(1000), [&](Time now) {
    bench.node.processor.store(destination, 128, now);
    bench.node.processor.load(source, now);
  });
  bench.run();
  REQUIRE(bench.port.injected.size() == 2);
  const Time read = ns(480 + 120 + 600 + 16 * 120);  // start, set-up, the bench's memory
  const Time way_out = ns(240 + 120 + 120 + 840 + 150);
  CHECK(bench.port.injected[0].t.ps == (ns(1000) + read + way_out).ps);
}

TEST_CASE("deliberate updates of SHRIMP-I use the whole outgoing FIFO, and no threshold interrupts") {
  NicParameters p = bench_shrimp1();
  p.outgoing_fifo.capacity = {4 * 84};
  BoardBench bench(p);
  bench.port.blocked = true;
  bench.node.board->set_deliberate_update(2, to({1, 0}, 8));
  bench.node.script.at(ns(1000), [&](Time now) {
    bench.node.processor.store(destination, 640, now);
    bench.node.processor.load(source, now);
  });
  bench.node.script.at(ns(100'000), [&](Time) {
    // One packet is in the chip, four fill the FIFO, two are in the chunk buffers.
    CHECK(bench.node.board->waiting_for().find("320 bytes still to send") != std::string::npos);
  });
  bench.run();
  CHECK(bench.node.interrupts.raised.empty());
}

TEST_CASE("a fence of SHRIMP-I goes straight to the packetizer") {
  BoardBench bench(bench_shrimp1());
  bench.node.script.at(ns(1000), [&](Time) {
    CHECK(bench.node.board->send_fence({1, 0}, 3 * page_bytes, 7));
  });
  bench.run();
  REQUIRE(bench.port.injected.size() == 1);
  CHECK(bench.port.injected[0].t.ps == ns(1000 + 240 + 120 + 120 + 240 + 150).ps);
}

TEST_CASE("SHRIMP-I receives as SHRIMP-II does") {
  BoardBench bench(bench_shrimp1());
  bench.node.board->set_incoming(5, {true, true});
  bench.node.script.at(ns(1000), [&](Time now) {
    bench.port.client->packet_arrives(incoming(bench.pool, 5 * page_bytes + 8, 4, true), now + ns(20));
  });
  bench.run();
  REQUIRE(bench.node.memory.accesses.size() == 1);
  CHECK(bench.node.memory.accesses[0].start.ps == (ns(1020) + in_to_eisa).ps);
  CHECK(bench.node.interrupts.count(InterruptCause::packet_arrived) == 1);
}
