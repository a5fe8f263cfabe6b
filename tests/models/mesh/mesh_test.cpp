// SPDX-License-Identifier: MIT
#include "models/mesh/mesh.h"

#include <random>

#include "tests/models/mesh/mesh_bench.h"

using namespace shrimp;

static constexpr Time start = Time::from_ns(100);

TEST_CASE("unloaded latency is the ports, the hops and the serialization") {
  for (NodeNumber to : {0U, 1U, 3U, 4U, 5U, 15U}) {
    MeshBench bench(bench_mesh(4, 4));
    bench.send(0, to, 24, start);
    bench.run();
    const MeshCoordinates c = bench.mesh.coordinates(to);
    bench.expect_arrival(to, 0, start + bench.unloaded(c.x + c.y, 12));
  }
}

TEST_CASE("an odd byte takes a whole flit") {
  MeshBench bench(bench_mesh(2, 1));
  bench.send(0, 1, 25, start);
  bench.run();
  bench.expect_arrival(1, 0, start + bench.unloaded(1, 13));
}

TEST_CASE("a packet goes X first, then Y") {
  MeshBench bench(bench_mesh(3, 3));
  bench.send(0, 8, 24, start);
  bench.run(start + bench.parameters.port_latency + Time{1});
  bench.send(1, 2, 24, start + Time::from_ns(60));  // shares the second eastward link only if X goes first
  bench.run();
  // The first worm's head enters that link at 100 + 20 + 40 = 160 and its tail frees it 12 flits later.
  bench.expect_arrival(2, 0, Time::from_ns(160) + bench.flits(12) + Time::from_ns(40 + 20) + bench.flits(12));
}

TEST_CASE("of two packets for one link the second follows the first's tail without a gap") {
  MeshBench bench(bench_mesh(3, 1));
  bench.nodes[2].accepts = true;
  bench.send(0, 2, 84, start);                       // enters link 1->2 at 100 + 20 + 40
  bench.send(1, 2, 84, start + Time::from_ns(100));  // asks for it at 220
  bench.run();
  const Time first = start + bench.unloaded(2, 42);
  bench.expect_arrival(2, 0, first);
  // The link is free after 42 flits at 580; ejection waits for the client's credit if that is later.
  const Time link_free = start + Time::from_ns(60) + bench.flits(42);
  const Time asks_to_leave = link_free + Time::from_ns(40);
  const Time credit = first + bench.parameters.port_latency;
  bench.expect_arrival(2, 1, max(asks_to_leave, credit) + bench.flits(42) + bench.parameters.port_latency);
  bench.expect_conserved();
}

TEST_CASE("a head is granted a link at T if it is free at T, and waits one picosecond if it asks before") {
  for (std::int64_t early : {0, 1}) {
    MeshBench bench(bench_mesh(3, 2));
    bench.send(0, 2, 84, start);
    // Worm 1 leaves through node 1 northward (node 4), so it shares no ejection; worm 2 goes 1 -> 2.
    const Time link_free = start + Time::from_ns(60) + bench.flits(42);
    bench.send(1, 5, 24, link_free - bench.parameters.port_latency - Time{early});
    bench.run();
    bench.expect_arrival(5, 0, link_free + Time::from_ns(80) + Time::from_ns(20) + bench.flits(12));
  }
}

TEST_CASE("a packet leaves the mesh at the instant of the client's credit, not before") {
  MeshBench bench(bench_mesh(2, 1), {1});
  bench.send(0, 1, 24, start);
  bench.run();
  CHECK(bench.nodes[1].arrivals.empty());
  CHECK(bench.mesh.packets_in_flight() == 1);
  CHECK(bench.mesh.waiting_for().find("the node does not take packets") != std::string::npos);
  bench.expect_conserved();
  const Time ready = Time::from_us(3);
  bench.mesh.port(1).receive_ready(ready);
  bench.run();
  bench.expect_arrival(1, 0, ready + bench.flits(12) + bench.parameters.port_latency);
  CHECK(bench.mesh.waiting_for().empty());
}

TEST_CASE("a blocked worm closes up in the buffers and frees the channels its tail has passed") {
  // 12 flits, buffers of 8: the tail rests in the buffer before the head's, so the injection channel is free.
  MeshBench bench(bench_mesh(4, 1), {3});
  bench.send(0, 3, 24, start);
  bench.run();
  REQUIRE(bench.nodes[0].done.size() == 1);
  CHECK(bench.nodes[0].done[0].ps == (start + bench.flits(12)).ps);
}

TEST_CASE("a worm longer than the buffers of its path holds the injection channel until it moves") {
  MeshBench bench(bench_mesh(2, 1), {1});
  bench.send(0, 1, 84, start);  // 42 flits, two buffers of 8
  bench.run();
  CHECK(bench.nodes[0].done.empty());
  const Time ready = Time::from_us(5);
  bench.mesh.port(1).receive_ready(ready);
  bench.run();
  REQUIRE(bench.nodes[0].done.size() == 1);
  // The next head may enter so that it reaches the first buffer as flit 41 leaves it: one credit after flit
  // 41 - 8 leaves through the ejection channel.
  const Time left_buffer = ready + bench.flits(41 - 8) + bench.parameters.credit_latency + bench.flits(1);
  CHECK(bench.nodes[0].done[0].ps == (left_buffer - bench.parameters.port_latency).ps);
}

TEST_CASE("a tree saturates behind a node that refuses, and recovers") {
  MeshBench bench(bench_mesh(4, 4), {15});
  for (NodeNumber n = 0; n < 15; ++n)
    for (int i = 0; i < 20; ++i) bench.send(n, 15, 84, start);
  bench.run();
  CHECK(bench.nodes[15].arrivals.empty());
  CHECK(bench.mesh.packets_in_flight() >= 15);
  bench.expect_conserved();
  bench.nodes[15].accepts = true;
  bench.mesh.port(15).receive_ready(Time::from_us(100));
  bench.run();
  CHECK(bench.nodes[15].arrivals.size() == 300);
  CHECK(bench.mesh.packets_in_flight() == 0);
  bench.expect_conserved();
}

namespace {

std::vector<std::tuple<NodeNumber, std::uint64_t, std::int64_t>> random_traffic(std::uint32_t seed,
                                                                                bool check) {
  MeshBench bench(bench_mesh(4, 4));
  std::mt19937 random(seed);
  for (int i = 0; i < 3000; ++i) {
    const NodeNumber from = random() % 16, to = random() % 16;
    bench.send(from, to, 20 + random() % 65, start + Time{static_cast<std::int64_t>(random() % 50'000'000)});
  }
  bench.run(Time::from_us(20));
  if (check) bench.expect_conserved();
  bench.run();
  std::vector<std::tuple<NodeNumber, std::uint64_t, std::int64_t>> all;
  for (NodeNumber n = 0; n < 16; ++n) {
    std::vector<std::uint64_t> last(16, 0);
    for (const BenchNode::Arrival& a : bench.nodes[n].arrivals) {
      all.emplace_back(n, a.packet->number, a.t.ps);
      if (!check) continue;
      const NodeNumber from = bench.mesh.node_at(a.packet->source);
      CHECK(bench.mesh.node_at(a.packet->destination) == n);
      CHECK(a.packet->number + 1 > last[from]);  // in order for each pair
      last[from] = a.packet->number + 1;
    }
  }
  if (check) {
    bench.expect_conserved();
    CHECK(bench.mesh.packets_delivered() == 3000);
  }
  return all;
}

}  // namespace

TEST_CASE("random traffic among 16 nodes is conserved, ordered for each pair and never deadlocks") {
  for (std::uint32_t seed : {1U, 2U, 3U}) random_traffic(seed, true);
}

TEST_CASE("the same traffic gives the same times") {
  CHECK(random_traffic(7, false) == random_traffic(7, false));
}

TEST_CASE("buffers too small for the full rate are refused") {
  MeshParameters p = bench_mesh(2, 2);
  int complaints = 0;
  auto report = [&](const char*, const char*) { ++complaints; };
  p.check(report);
  CHECK(complaints == 0);
  p.input_buffer = 5;
  p.check(report);
  CHECK(complaints == 1);
}
