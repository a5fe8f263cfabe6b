// SPDX-License-Identifier: MIT
#include "models/node/node.h"

#include "tests/models/node/silent_board.h"
#include "tests/models/pentium/pentium_bench.h"

using namespace shrimp;

namespace {

const Clock clock_60 = reference::bus_clock();
constexpr CachePolicy write_through = CachePolicy::write_through;
constexpr CachePolicy uncached = CachePolicy::uncached;

/// A board that remembers what it saw on both buses and masters DMA by a plan.
class RecordingBoard : public SilentBoard {
 public:
  using SilentBoard::SilentBoard;
  void snoop(const BusTransfer&, Time now) override { snooped.push_back(now); }
  std::vector<Time> snooped;
};

NodeParameters parameters() {
  return {reference::pentium(), reference::xpress(), reference::dram(),
          reference::eisa(),    reference::bridge(), {Time::from_us(1)}};
}

struct NodeBench {
  explicit NodeBench(const NodePhases& phases = {Time{}, Time{}, Time::from_us(1'000'000)})
      : node("node", 3, parameters(), phases), board("board", node.calendar()) {
    node.plug_in(board);
    executive.add(node.calendar());
  }
  Executive executive{"executive"};
  Node node;
  RecordingBoard board;
  PlannedCore core{executive, node.calendar(), node.pentium(), true};
  void run() { sc_core::sc_start(); }
};

}  // namespace

TEST_CASE("a store to a write-through page shows to the board 0.25 us after the store at most") {
  NodeBench b;
  b.core.plan(100, store(0x1000, write_through));
  b.run();
  REQUIRE(b.board.snooped.size() == 1);
  CHECK(b.board.snooped[0] - clock_60.edge(b.core.done[0]) <= Time::from_ns(250));
  CHECK(b.board.snooped[0] - clock_60.edge(b.core.done[0]) + Time::from_ns(10) >=
        b.node.least_store_to_network());
}

TEST_CASE("the two references that start a deliberate update take about 1.8 us") {
  NodeBench b;
  std::uint8_t status[4] = {};
  b.board.slave.data[0] = 0;
  Access proxy = load(memory_proxy_base + 0x1000, uncached);
  proxy.device_data = status;
  b.core.value[0] = 64;
  b.core.plan(100, store(device_proxy_base, uncached));
  b.core.plan(100, proxy);
  b.run();
  REQUIRE(b.board.slave.asked.size() == 2);
  CHECK(status[0] == 64);  // the recording board's slave reads back what was written
  const Time took = clock_60.edge(b.core.done[1]) - clock_60.edge(b.core.done[0]);
  CHECK(took.us() == Approx(1.8).margin(0.2));
  CHECK(b.board.slave.asked[0] - clock_60.edge(b.core.done[0]) >= b.node.least_store_to_network());
}

TEST_CASE("a locked update of a device reaches the board as a marked read and a marked write") {
  NodeBench b;
  std::uint8_t found[4] = {};
  b.board.slave.data[0] = 9;
  Access exchange = access(AccessKind::locked_update, command_base + 0x1000, uncached);
  exchange.device_data = found;
  b.core.value[0] = 64;
  b.core.plan(100, exchange);
  b.core.plan(500, load(command_base + 0x1000, uncached));
  b.core.plan(900, store(command_base + 0x1000, uncached));
  for (int i = 0; i < 4; ++i) b.board.dma.plan({Time{}, true, 0x2000, 64});  // DMA is not kept out
  b.run();
  CHECK(found[0] == 9);
  CHECK(b.board.slave.data[0] == 64);
  CHECK(b.board.slave.locked == std::vector<bool>{true, true, false, false});
  CHECK(b.board.dma.done.size() == 4);
}

TEST_CASE("DMA writes memory, and the processor that polls sees it by a line fill") {
  NodeBench b;
  std::vector<std::uint8_t> page(page_bytes);
  b.node.dram().back(1, page.data());
  b.board.dma.data[0] = 5;
  b.core.plan(0, load(0x1000, write_through));
  for (int i = 0; i < 200; ++i) b.core.plan(200 + 4 * i, load(0x1000, write_through));
  b.board.dma.plan({Time::from_us(5), true, 0x1000, 4});
  b.run();
  CHECK(page[0] == 5);
  std::int64_t longest = 0;
  for (std::size_t i = 2; i < b.core.done.size(); ++i)
    longest = std::max(longest, b.core.done[i] - b.core.done[i - 1]);
  CHECK(longest >= 53 + 6);
  CHECK(longest <= 53 + 6 + 12);
}

TEST_CASE("the processor and DMA together never stop a node") {
  NodeBench b({Time{9'000}, Time{33'000}, Time::from_us(4)});
  for (unsigned i = 0; i < 500; ++i) {
    const PhysicalAddress a = 0x2000 + 4 * i;
    b.core.plan(0, store(a, i % 3 == 0 ? write_through : CachePolicy::write_back));
    b.core.plan(0, load(a + 4096, i % 5 == 0 ? uncached : write_through));
    if (i % 7 == 0) b.core.plan(0, load(memory_proxy_base + a, uncached));
    if (i % 11 == 0) b.core.plan(0, access(AccessKind::locked_update, a));
    if (i % 13 == 0) b.core.plan(0, access(AccessKind::locked_update, memory_proxy_base + a, uncached));
    b.board.dma.plan({Time{}, i % 2 == 0, 0x2000 + 64 * (i % 60), 64});
  }
  b.run();
  CHECK(b.board.dma.done.size() == 500);
  CHECK(b.core.done.size() == 500 + 500 + 72 + 46 + 39);
}

TEST_CASE("a node reports each of its parts") {
  NodeBench b;
  b.core.plan(0, load(0x1000));
  b.run();
  CollectedStatistics s;
  b.node.report(s);
  CHECK(s["pentium.line_fills"] == 1);
  CHECK(s["pentium.tlb.misses"] == 1);
  CHECK(s["dram.bytes_read"] == 64);
  CHECK(s["xpress.processor.transactions"] == 1);
  CHECK(s["eisa.board.transactions"] == 0);
  CHECK(s["bridge.lines_read"] == 0);
}
