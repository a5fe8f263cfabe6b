// SPDX-License-Identifier: MIT
// Links that flip bits or die: what they do to packets, and to nothing else.
#include "models/mesh/link_faults.h"

#include <set>

#include "models/common/invariant.h"
#include "tests/models/mesh/mesh_bench.h"

using namespace shrimp;

namespace {

FaultParameters bit_errors(std::uint32_t of_a_million, std::uint32_t seed = 1) {
  FaultParameters f;
  f.seed = seed;
  f.link_bit_errors = of_a_million;
  return f;
}

FaultParameters dead_link(NodeNumber node, const char* side, Time from) {
  FaultParameters f;
  f.dead_link = {};
  f.dead_link.node = node;
  f.dead_link.side = side;
  f.dead_link.from = from;
  return f;
}

/// A packet of 8 bytes from (0, 0) to (2, 1), as it enters router (1, 0) eastward.
Packet sample() {
  Packet p;
  p.route_dx = 1;
  p.route_dy = 1;
  p.destination = {2, 1};
  p.source = {0, 0};
  p.address = 0x12340;
  p.length = 8;
  p.crc = 0xcafe;
  p.wire_bytes = 28;
  p.payload.fill(0x55);
  return p;
}

bool flags_differ(const Packet& a, const Packet& b) {
  return a.notify != b.notify || a.deliberate != b.deliberate || a.last != b.last;
}

int bits_of(std::uint32_t word) {
  return __builtin_popcount(word);
}

/// Bits in which two packets differ, the displacement apart.
int distance(const Packet& a, const Packet& b) {
  int bits =
      bits_of(a.destination.x ^ b.destination.x) + bits_of(a.destination.y ^ b.destination.y) +
      bits_of(a.source.x ^ b.source.x) + bits_of(a.source.y ^ b.source.y) + bits_of(a.address ^ b.address) +
      bits_of(static_cast<std::uint32_t>(a.length) ^ static_cast<std::uint32_t>(b.length)) +
      bits_of(a.crc ^ b.crc) + (a.notify != b.notify) + (a.deliberate != b.deliberate) + (a.last != b.last);
  for (std::size_t i = 0; i < a.payload.size(); ++i)
    bits += bits_of(static_cast<std::uint32_t>(a.payload[i] ^ b.payload[i]));
  return bits;
}

LinkFaults with_nodes(const FaultParameters& f, std::uint16_t width, std::uint16_t height) {
  LinkFaults faults(f);
  for (std::uint16_t y = 0; y < height; ++y)
    for (std::uint16_t x = 0; x < width; ++x) faults.add_node({x, y});
  return faults;
}

}  // namespace

TEST_CASE("a hit packet differs in one to three bits, and every field is hit sooner or later") {
  LinkFaults faults = with_nodes(bit_errors(FaultParameters::million), 3, 2);
  const Packet before = sample();
  std::set<std::string> hit;
  std::set<int> distances;
  for (int i = 0; i < 4000; ++i) {
    Packet p = before;
    faults.cross(p, Side::east, {1, 0});
    CHECK(p.corrupted);
    CHECK(p.wire_bytes == before.wire_bytes);
    const int bits = distance(p, before);
    const bool misrouted = p.route_dx != before.route_dx || p.route_dy != before.route_dy;
    REQUIRE(bits <= 3);
    REQUIRE((bits > 0 || misrouted));
    if (!misrouted) distances.insert(bits);
    if (misrouted) hit.insert("route");
    if (p.destination != before.destination) hit.insert("destination");
    if (p.source != before.source) hit.insert("source");
    if (p.address != before.address) hit.insert("address");
    if (p.length != before.length) hit.insert("length");
    if (p.crc != before.crc) hit.insert("crc");
    if (flags_differ(p, before)) hit.insert("flags");
    if (p.payload != before.payload) hit.insert("payload");
  }
  CHECK(hit.size() == 8);
  CHECK(distances == std::set<int>{1, 2, 3});
  CHECK(faults.corrupted() == 4000);
}

TEST_CASE("a packet is hit once, at the rate asked for, and the same ones in every run") {
  const auto hits = [](std::uint32_t seed) {
    LinkFaults faults = with_nodes(bit_errors(100'000, seed), 3, 2);
    std::vector<int> which;
    for (int i = 0; i < 10'000; ++i) {
      Packet p = sample();
      faults.cross(p, Side::east, {1, 0});
      const Packet once = p;
      for (int again = 0; p.corrupted && again < 5; ++again) faults.cross(p, Side::east, {1, 0});
      CHECK(distance(p, once) == 0);
      if (p.corrupted) which.push_back(i);
    }
    CHECK(faults.corrupted() == which.size());
    return which;
  };
  const std::vector<int> first = hits(3);
  CHECK(first.size() > 900);
  CHECK(first.size() < 1100);
  CHECK(hits(3) == first);
  CHECK(hits(4) != first);
}

TEST_CASE("a wrong displacement leads ahead in dimension order to a node that exists") {
  struct Case {
    Side side;
    MeshCoordinates to;
    std::int16_t dx, dy;
    std::set<std::pair<int, int>> ends;  // all that are ahead, but for the right one
  };
  const Case cases[] = {
      {Side::east, {1, 0}, 1, 1, {{1, 0}, {1, 1}, {1, 2}, {2, 0}, {2, 2}}},
      {Side::west, {0, 1}, 0, 0, {{0, 0}, {0, 2}}},
      {Side::north, {2, 1}, 0, 0, {{2, 2}}},
      {Side::south, {2, 0}, 0, 0, {}},
  };
  for (const Case& c : cases) {
    LinkFaults faults = with_nodes(bit_errors(FaultParameters::million), 3, 3);
    std::set<std::pair<int, int>> seen;
    for (int i = 0; i < 2000; ++i) {
      Packet p = sample();
      p.route_dx = c.dx;
      p.route_dy = c.dy;
      faults.cross(p, c.side, c.to);
      if (p.route_dx != c.dx || p.route_dy != c.dy) seen.insert({c.to.x + p.route_dx, c.to.y + p.route_dy});
    }
    INFO("towards the " << side_names[static_cast<std::size_t>(c.side)]);
    CHECK(seen == c.ends);
  }
}

TEST_CASE("misrouted traffic arrives somewhere: nothing is lost, and nothing waits for ever") {
  MeshBench bench(bench_mesh(4, 4), {}, bit_errors(200'000, 9));
  std::mt19937 random(5);
  for (int i = 0; i < 3000; ++i) {
    const NodeNumber from = random() % 16, to = random() % 16;
    bench.send(from, to, 20 + random() % 65,
               Time::from_ns(100 + static_cast<std::int64_t>(random() % 50'000)));
  }
  bench.run();
  bench.expect_conserved();
  CHECK(bench.mesh.packets_delivered() == 3000);
  CHECK(bench.mesh.link_faults().misrouted() > 50);
  std::uint64_t corrupted = 0, elsewhere = 0;
  for (NodeNumber n = 0; n < 16; ++n)
    for (const BenchNode::Arrival& a : bench.nodes[n].arrivals) {
      if (a.packet->corrupted) ++corrupted;
      if (bench.intended[a.packet->number] == n) continue;
      ++elsewhere;
      CHECK(a.packet->corrupted);
    }
  CHECK(corrupted == bench.mesh.link_faults().corrupted());
  CHECK(elsewhere == bench.mesh.link_faults().misrouted());
}

TEST_CASE("links that flip bits change no packet's time unless they lead it astray") {
  MeshBench right(bench_mesh(2, 1)), wrong(bench_mesh(2, 1), {}, bit_errors(FaultParameters::million));
  for (MeshBench* bench : {&right, &wrong}) {
    for (int i = 0; i < 50; ++i) bench->send(0, 1, 24, Time::from_ns(100));
    bench->run();
  }
  REQUIRE(wrong.nodes[1].arrivals.size() == 50);  // eastward there is one node only
  for (std::size_t i = 0; i < 50; ++i) {
    CHECK(wrong.nodes[1].arrivals[i].t == right.nodes[1].arrivals[i].t);
    CHECK(wrong.nodes[1].arrivals[i].packet->corrupted);
  }
}

TEST_CASE("a link dies at its time: who asks a picosecond before crosses, who asks then waits for ever") {
  const Time start = Time::from_us(1);
  const MeshParameters p = bench_mesh(3, 1);
  const Time asks = start + p.port_latency;
  for (std::int64_t early : {0, 1}) {
    MeshBench bench(p, {}, dead_link(0, "east", asks + Time{early}));
    bench.send(0, 2, 84, start);
    bench.send(0, 2, 84, start);
    bench.send(1, 2, 84, start);
    bench.send(2, 0, 84, start);
    bench.run();
    const auto crossed = static_cast<std::size_t>(early);
    CHECK(bench.nodes[2].arrivals.size() == 1 + crossed);
    CHECK(bench.nodes[0].arrivals.size() == 1);  // the other direction is a link of its own
    bench.expect_conserved();
    CHECK(bench.mesh.dead_links() ==
          "the link from router (0, 0) to the east takes no packets any more; 1 packet waits for it\n");
    CHECK(bench.mesh.waiting_for().find("the link takes no packets any more") != std::string::npos);
  }
}

TEST_CASE("a dead link that nobody needs is not told of") {
  MeshBench bench(bench_mesh(3, 1), {}, dead_link(1, "east", Time{}));
  bench.send(0, 1, 24, Time::from_us(1));
  bench.run();
  CHECK(bench.nodes[1].arrivals.size() == 1);
  CHECK(bench.mesh.links_died() == 1);
  CHECK(bench.mesh.dead_links().empty());
}

TEST_CASE("there is no link out of the mesh to die") {
  CHECK_THROWS_AS(Mesh(bench_mesh(2, 1), dead_link(1, "east", Time{})), BrokenInvariant);
}
