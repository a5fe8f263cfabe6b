// SPDX-License-Identifier: MIT
#include "models/pentium/pentium.h"

#include "tests/models/pentium/pentium_bench.h"

using namespace shrimp;

namespace {

const Clock clock_60 = reference::bus_clock();
constexpr CachePolicy write_back = CachePolicy::write_back;
constexpr CachePolicy write_through = CachePolicy::write_through;
constexpr CachePolicy uncached = CachePolicy::uncached;
constexpr PhysicalAddress device = memory_proxy_base;

constexpr std::int64_t walk = 20;      // TLB miss
constexpr std::int64_t pass = 6;       // past L2
constexpr std::int64_t bus_write = 5;  // one write of memory
constexpr std::int64_t bus_read = 11;
constexpr std::int64_t line_fill = 53;
constexpr std::int64_t l2_hit = 6;
constexpr std::int64_t line_write = 47;

struct Snooper : BusSnooper {
  std::vector<std::pair<PhysicalAddress, std::uint32_t>> writes;
  std::vector<Time> at;
  void snoop(const BusTransfer& t, Time now) override {
    writes.emplace_back(t.address, t.bytes);
    at.push_back(now);
  }
};

}  // namespace

TEST_CASE("a load pays its TLB miss, its line fill and L2, and then hits") {
  PentiumBench b;
  b.core.plan(100, load(0x1000));
  b.core.plan(300, load(0x1004));
  b.core.plan(400, load(0x1020));  // the other half of the L2 line
  b.run();
  CHECK(b.core.done[0] == 100 + walk + line_fill + l2_hit);
  CHECK(b.core.done[1] == 300);
  CHECK(b.core.done[2] == 400 + l2_hit);
}

TEST_CASE("a write-through store is over at once and shows on the bus after L2 and one transfer") {
  PentiumBench b;
  Snooper snooper;
  b.node.xpress.add_snooper(snooper);
  b.core.plan(100, store(0x1000, write_through));
  b.run();
  CHECK(b.core.done[0] == 120);
  REQUIRE(snooper.at.size() == 1);
  CHECK(snooper.at[0] == clock_60.edge(120 + pass + 2));
}

TEST_CASE("the third store waits for the first of two write buffers") {
  PentiumBench b;
  b.core.plan(0, load(0x1000, write_through));
  for (int i = 0; i < 4; ++i)
    b.core.plan(200 + i, store(0x1000u + 4u * static_cast<unsigned>(i), write_through));
  b.run();
  CHECK(b.core.done[1] == 200);
  CHECK(b.core.done[2] == 201);
  CHECK(b.core.done[3] == 200 + pass + bus_write);
  CHECK(b.core.done[4] == 200 + 2 * (pass + bus_write));
}

TEST_CASE("stores reach the bus in order and are never combined") {
  PentiumBench b;
  Snooper snooper;
  b.node.xpress.add_snooper(snooper);
  b.core.plan(0, store(0x1000, write_through));
  b.core.plan(0, store(0x1000, write_through));
  b.core.plan(0, store(0x1004, uncached));
  b.core.plan(0, store(0x9000, write_back));
  b.core.plan(0, store(0x1008, write_through, 8));  // integer: two writes
  Access f = store(0x1010, write_through, 8);
  f.floating_point = true;  // one
  b.core.plan(0, f);
  b.core.plan(0, store(0x101e, write_through, 2));
  b.core.plan(0, store(0x1025, write_through, 4));  // across 8 bytes: two
  b.run();
  using Writes = std::vector<std::pair<PhysicalAddress, std::uint32_t>>;
  CHECK(snooper.writes == Writes{{0x1000, 4},
                                 {0x1000, 4},
                                 {0x1004, 4},
                                 {0x9000, 4},
                                 {0x1008, 4},
                                 {0x100c, 4},
                                 {0x1010, 8},
                                 {0x101e, 2},
                                 {0x1025, 3},
                                 {0x1028, 1}});
}

TEST_CASE("write-through stores sustain at least 4 bytes in 0.2 us") {
  PentiumBench b;
  b.core.plan(0, load(0x1000, write_through));
  for (int i = 0; i < 1000; ++i)
    b.core.plan(200, store(0x1000u + 4u * static_cast<unsigned>(i % 1000), write_through));
  b.run();
  CHECK(b.core.done[1000] - b.core.done[500] <= 500 * 12);
}

TEST_CASE("a read that needs the bus waits for the write buffers, an L2 hit too") {
  PentiumBench b;
  b.core.plan(0, load(0x1000, write_through));
  b.core.plan(200, store(0x1000, write_through));
  b.core.plan(201, load(0x1010, write_through));  // data cache: at once
  b.core.plan(202, load(0x1020, write_through));  // L2
  b.core.plan(300, store(0x1000, write_through));
  b.core.plan(301, load(0x1040, write_through));  // memory
  b.run();
  CHECK(b.core.done[2] == 201);
  CHECK(b.core.done[3] == 200 + pass + bus_write + l2_hit);
  CHECK(b.core.done[5] == 300 + pass + bus_write + line_fill + l2_hit);
}

TEST_CASE("stores to write-back pages stay in the data cache, in L2, or go to memory without allocation") {
  PentiumBench b;
  Snooper snooper;
  b.node.xpress.add_snooper(snooper);
  b.core.plan(0, load(0x1000));
  b.core.plan(200, store(0x1000));  // data cache
  b.core.plan(210, store(0x1020));  // L2
  b.core.plan(300, store(0x1040));  // neither
  b.run();
  CHECK(b.core.done[1] == 200);
  CHECK(b.l1(0x1000) == Mesi::modified);
  CHECK(b.l2(0x1020) == Mesi::modified);
  CHECK(b.l1(0x1020) == Mesi::invalid);
  CHECK(b.l2(0x1040) == Mesi::invalid);
  CHECK(snooper.writes.size() == 1);
}

TEST_CASE("an uncached load passes L2 and reads one transfer from memory") {
  PentiumBench b;
  b.core.plan(0, load(0x1000, uncached));
  b.core.plan(200, load(0x1000, uncached));
  b.run();
  CHECK(b.core.done[1] == 200 + pass + bus_read);
  CHECK(b.l2(0x1000) == Mesi::invalid);
}

TEST_CASE("a load from a device brings its value, after all earlier stores") {
  PentiumBench b;
  std::uint8_t value[4] = {};
  b.core.value[0] = 77;
  Access a = load(device, uncached);
  a.device_data = value;
  b.core.plan(0, store(device, uncached));
  b.core.plan(0, a);
  b.run();
  CHECK(value[0] == 77);
  REQUIRE(b.node.device.asked.size() == 2);
  CHECK(b.node.device.asked[1] >= b.node.device.asked[0] + Time::from_ns(500));
}

TEST_CASE("a modified line is supplied to a DMA read: written to memory first, then shared") {
  PentiumBench b;
  b.core.plan(0, load(0x1000));
  b.core.plan(200, store(0x1000));
  b.core.plan(500, store(0x1000));  // shared now: through L2, and exclusive again
  b.core.plan(501, store(0x1000));
  b.node.bridge.plan({clock_60.edge(300), false, 0x1000, 32});
  b.node.bridge.plan({clock_60.edge(450), false, 0x1000, 32});
  b.run();
  CHECK(b.node.bridge.done[0] == clock_60.edge(302 + line_write + 29));
  CHECK(b.node.bridge.done[1] == clock_60.edge(452 + 29));
  CHECK(b.core.done[3] == 501);
  CHECK(b.l1(0x1000) == Mesi::modified);
}

TEST_CASE("a DMA read of a line that L2 alone holds modified leaves it clean") {
  PentiumBench b;
  b.core.plan(0, load(0x1000));
  b.core.plan(200, store(0x1020));
  b.node.bridge.plan({clock_60.edge(300), false, 0x1000, 32});
  b.run();
  CHECK(b.l2(0x1000) == Mesi::exclusive);
  CHECK(b.l1(0x1000) == Mesi::shared);
  CHECK(b.node.bridge.done[0] == clock_60.edge(302 + line_write + 29));
}

TEST_CASE("a DMA write invalidates both caches, and the next load fills again") {
  PentiumBench b;
  b.core.plan(0, load(0x1000, write_through));
  b.core.plan(200, load(0x1000, write_through));
  b.core.plan(500, load(0x1000, write_through));
  b.node.bridge.plan({clock_60.edge(300), true, 0x1020, 4});
  b.run();
  CHECK(b.core.done[1] == 200);
  CHECK(b.core.done[2] == 500 + line_fill + l2_hit);
}

TEST_CASE("a store that hits a write-through line leaves it shared and goes to the bus") {
  PentiumBench b;
  Snooper snooper;
  b.node.xpress.add_snooper(snooper);
  b.core.plan(0, load(0x1000, write_through));
  b.core.plan(200, store(0x1000, write_through));
  b.run();
  CHECK(b.l1(0x1000) == Mesi::shared);
  CHECK(b.l2(0x1000) == Mesi::exclusive);
  CHECK(snooper.writes.size() == 1);
}

TEST_CASE("L2 writes a modified victim to memory before it fills, and the data cache loses it") {
  PentiumBench b;
  const PhysicalAddress stride = 128 * 1024;  // same set of a 2-way cache of 256 KB
  b.core.plan(0, load(0x1000));
  b.core.plan(200, store(0x1000));
  b.core.plan(300, load(0x1000 + stride));
  b.core.plan(500, load(0x1020));  // the first is now the older in L2's set, but the data cache has it not
  b.core.plan(600, load(0x1000 + 2 * stride));
  b.core.plan(1000, load(0x1000 + 3 * stride));
  b.run();
  CHECK(b.core.done[4] == 600 + walk + line_fill + l2_hit);                // the second was clean
  CHECK(b.core.done[5] == 1000 + walk + line_write + line_fill + l2_hit);  // the first was modified
  CHECK(b.l1(0x1000) == Mesi::invalid);
  CHECK(b.l1(0x1020) == Mesi::invalid);
}

TEST_CASE("a locked update reads and writes with the bus locked, and the caches give the line up") {
  PentiumBench b;
  Snooper snooper;
  b.node.xpress.add_snooper(snooper);
  b.core.plan(0, load(0x1000));
  b.core.plan(200, store(0x1000));
  b.core.plan(300, access(AccessKind::locked_update, 0x1000));
  b.node.bridge.plan({clock_60.edge(300 + line_write + pass + 1), false, 0x1000, 4});
  b.run();
  const std::int64_t read = 300 + line_write + pass + bus_read;
  CHECK(b.core.done[2] == read);
  REQUIRE(snooper.at.size() == 1);
  CHECK(snooper.at[0] == clock_60.edge(read + pass + 2));
  CHECK(b.node.bridge.done[0] == clock_60.edge(read + pass + bus_write + bus_read));
  CHECK(b.l1(0x1000) == Mesi::invalid);
}

TEST_CASE("who waits for empty write buffers is woken when the last store has left") {
  PentiumBench b;
  struct Waiter {
    Pentium& pentium;
    Event event;
    Time woken{};
    int calls = 0;
    Waiter(Pentium& p, Calendar& c) : pentium(p), event(c, this, &Waiter::on_event) {}
    void on_event(Time now) {
      ++calls;
      if (pentium.drained(event)) woken = now;
    }
  } waiter(b.node.pentium, b.node.calendar);
  b.core.plan(100, store(0x1000, CachePolicy::uncached));
  b.core.plan(100, store(0x1004, CachePolicy::uncached));
  waiter.event.reschedule(clock_60.edge(b.node.pentium.clock().edge_at_or_after(clock_60.edge(125))));
  b.run();
  CHECK(waiter.calls == 2);
  CHECK(waiter.woken == clock_60.edge(100 + walk + pass + bus_write + pass + bus_write));
  CHECK(b.node.pentium.drained(waiter.event));
}

TEST_CASE("pages that leave the caches are read from memory again") {
  PentiumBench b;
  b.core.plan(0, load(0x1000));
  b.core.plan(200, store(0x1000));
  b.run();
  b.node.pentium.forget_page(1);
  CHECK(b.l1(0x1000) == Mesi::invalid);
  CHECK(b.l2(0x1000) == Mesi::invalid);
}
