// SPDX-License-Identifier: MIT
// Two whole boards and a mesh of 2 x 1: random automatic and deliberate updates both ways at once.
#include <random>

#include "models/mesh/mesh.h"
#include "tests/models/nic/nic_bench.h"
#include "vmmc_api/udma_status.h"

using namespace shrimp;

namespace {

MeshParameters two_by_one() {
  MeshParameters p;
  p.width = 2;
  p.height = 1;
  p.link_bandwidth = {200'000'000};
  p.flit = {2};
  p.hop_latency = ns(40);
  p.credit_latency = ns(20);
  p.input_buffer = 8;
  p.port_latency = ns(20);
  return p;
}

// Pages 8 to 11 of each node are bound to pages 24 to 27 of the other in the modes below; device proxies 0 to
// 3 name the other's pages 32 to 35, and pages 16 to 19 are sources of deliberate updates.
struct Pair {
  Executive executive{"executive"};
  Mesh mesh{two_by_one()};
  PacketPool pool;
  std::vector<std::unique_ptr<NodeBench>> nodes;
  std::mt19937 random;
  std::array<std::map<PhysicalAddress, std::uint32_t>, 2> expected;  // at node n
  std::array<std::int64_t, 2> updates{};

  explicit Pair(std::uint32_t seed) : random(seed) {
    executive.add(mesh.calendar());
    for (NodeNumber n : {0U, 1U}) {
      nodes.push_back(std::make_unique<NodeBench>(bench_nic(), pool, mesh.port(n), mesh.coordinates(n)));
      executive.add(nodes[n]->calendar);
      const MeshCoordinates other = mesh.coordinates(1 - n);
      const UpdateMode modes[] = {UpdateMode::single_write, UpdateMode::block_write, UpdateMode::timer_write,
                                  UpdateMode::timer_write};
      for (std::uint32_t i = 0; i < 4; ++i) {
        nodes[n]->board->set_automatic_update(8 + i, to(other, 24 + i, modes[i]));
        nodes[n]->board->set_deliberate_update(i, to(other, 32 + i));
        nodes[n]->board->set_incoming(24 + i, {true, false});
        nodes[n]->board->set_incoming(32 + i, {true, false});
      }
    }
  }

  // A run of stores to one bound page, one every 200 ns or so.
  Time plan_stores(NodeNumber n, Time t) {
    const std::uint32_t page = random() % 4;
    const std::uint32_t words = 1 + random() % 40;
    const std::uint32_t first = random() % (1024 - words);
    for (std::uint32_t i = 0; i < words; ++i) {
      const PhysicalAddress offset = 4 * (first + i);
      const std::uint32_t value = static_cast<std::uint32_t>(random());
      t += ns(100 + random() % 200);
      nodes[n]->script.at(t, [this, n, page, offset, value](Time now) {
        nodes[n]->write_word((8 + page) * page_bytes + offset, value, now);
      });
      expected[1 - n][(24 + page) * page_bytes + offset] = value;
    }
    return t + ns(random() % 30'000);
  }

  Time plan_transfer(NodeNumber n, Time t) {
    const std::uint32_t page = random() % 4;
    const std::uint32_t words = 1 + random() % 256;
    const std::uint32_t from = random() % (1024 - words), there = random() % (1024 - words);
    std::vector<std::uint32_t> data(words);
    for (std::uint32_t i = 0; i < words; ++i) {
      data[i] = static_cast<std::uint32_t>(random());
      expected[1 - n][(32 + page) * page_bytes + 4 * (there + i)] = data[i];
    }
    nodes[n]->script.at(t, [this, n, page, from, there, data](Time now) {
      NodeBench& node = *nodes[n];
      const PhysicalAddress source = (16 + page) * page_bytes + 4 * from;
      std::memcpy(node.memory.data.data() + source, data.data(), data.size() * 4);
      node.processor.store(device_proxy_base + page * page_bytes + 4 * there,
                           static_cast<std::int32_t>(data.size() * 4), now);
      CHECK(!(node.processor.load(memory_proxy_base + source, now) & VMMC_UDMA_INITIATION));
    });
    return t +
           ns(100'000 + static_cast<std::int64_t>(random() % 10'000));  // done by then: 256 words take 50 us
  }

  void plan() {
    for (NodeNumber n : {0U, 1U}) {
      Time stores = ns(1000), transfers = ns(1000);
      for (int i = 0; i < 30; ++i) {
        stores = plan_stores(n, stores);
        transfers = plan_transfer(n, transfers);
      }
      nodes[n]->script.at(stores + ns(10'000), [this, n](Time) {
        for (std::uint32_t i = 0; i < 4; ++i) nodes[n]->board->flush_combining(8 + i);
      });
    }
  }

  void expect_all_arrived() const {
    for (NodeNumber n : {0U, 1U}) {
      std::size_t wrong = 0;
      for (const auto& [address, value] : expected[n]) wrong += nodes[n]->word(address) != value;
      INFO("node " << n);
      CHECK(wrong == 0);
      CHECK(nodes[n]->board->quiet());
      CHECK(nodes[n]->interrupts.raised.empty());
    }
  }
};

/// Sums counters of all boards by their name.
struct Totals : StatisticsSink {
  std::string path;
  std::vector<std::size_t> lengths;
  std::map<std::string, std::uint64_t> values;
  void count(std::string_view name, std::uint64_t value, std::string_view, std::string_view) override {
    values[path + std::string(name)] += value;
  }
  void enter(std::string_view component) override {
    lengths.push_back(path.size());
    path += std::string(component) + ".";
  }
  void leave() override {
    path.resize(lengths.back());
    lengths.pop_back();
  }
};

}  // namespace

static void run_traffic(std::uint32_t seed) {
  Pair pair(seed);
  pair.plan();
  const auto totals = [&pair] {
    Totals t;
    for (const auto& node : pair.nodes) node->board->report(t);
    return t.values;
  };
  // On the way: packets made are written or in flight; up to two more are being combined.
  for (int i = 1; i < 300; ++i)
    pair.nodes[0]->script.at(ns(10'000 * i), [&](Time) {
      auto t = totals();
      const std::uint64_t accounted = t["incoming_dma_engine.packets"] + pair.pool.in_flight();
      CHECK(t["packetizer.packets"] <= accounted);
      CHECK(accounted <= t["packetizer.packets"] + 2);
      CHECK(pair.mesh.bytes_injected() == pair.mesh.bytes_delivered() + pair.mesh.bytes_in_flight());
    });
  sc_core::sc_start();
  pair.expect_all_arrived();
  auto t = totals();
  CHECK(t["packetizer.packets"] == t["incoming_dma_engine.packets"]);
  CHECK(t["packetizer.payload"] == t["incoming_dma_engine.payload"]);
  CHECK(t["packetizer.deliberate"] > 100);
  CHECK(t["packetizer.timer"] > 5);
  CHECK(pair.mesh.packets_delivered() == t["packetizer.packets"]);
  CHECK(pair.pool.in_flight() == 0);
}

TEST_CASE("random updates between two boards arrive whole and are conserved, seed 1") {
  run_traffic(1);
}
TEST_CASE("random updates between two boards arrive whole and are conserved, seed 2") {
  run_traffic(2);
}
TEST_CASE("random updates between two boards arrive whole and are conserved, seed 3") {
  run_traffic(3);
}

TEST_CASE("one word takes about two microseconds in the blocks of both boards") {
  Pair pair(0);
  pair.nodes[0]->script.at(ns(1000), [&](Time now) { pair.nodes[0]->write_word(8 * page_bytes, 42, now); });
  sc_core::sc_start();
  REQUIRE(pair.nodes[1]->memory.accesses.size() == 1);
  const Time blocks =
      ns(100 + 120 + 240 + 120 + 120 + 240 + 150) + ns(150 + 120 + 240 + 120 + 240 + 120 + 120);
  const Time wire = ns(20 + 40 + 20 + 12 * 10);
  CHECK(pair.nodes[1]->memory.accesses[0].start.ps == (ns(1000) + blocks + wire).ps);
}
