// SPDX-License-Identifier: MIT
// The kernel's own ways to send: a word behind all that the board has accepted, and a transfer that it starts
// itself.
#include <cstring>

#include "tests/models/nic/nic_bench.h"
#include "vmmc_api/udma_status.h"

using namespace shrimp;

namespace {

constexpr MeshCoordinates there{1, 0};
constexpr PhysicalAddress kernel_word = 3 * page_bytes + 8;

struct FenceBench : BoardBench {
  explicit FenceBench(const NicParameters& p = bench_nic()) : BoardBench(p) {
    node.board->set_automatic_update(3, to(there, 9, UpdateMode::block_write));
    node.board->set_deliberate_update(2, to(there, 8));
  }
  void at(Time t, std::function<void(Time)> action) { node.script.at(t, std::move(action)); }
  bool fence() { return node.board->send_fence(there, kernel_word, 0xfe0ce); }
};

std::uint32_t payload_word(const Packet& p) {
  std::uint32_t word;
  std::memcpy(&word, p.payload.data(), sizeof word);
  return word;
}

}  // namespace

TEST_CASE("a fence follows what is being combined and what is still in the snoop logic") {
  FenceBench bench;
  bench.at(ns(1000), [&](Time now) { bench.node.write_word(0x3000, 1, now); });  // in the combining buffer
  bench.at(ns(5000), [&](Time now) { bench.node.write_word(0x3004, 2, now); });  // in the snoop logic
  bench.at(ns(5001), [&](Time) { CHECK(bench.fence()); });
  bench.run();
  REQUIRE(bench.port.injected.size() == 2);
  CHECK(bench.port.injected[0].packet->address == 9 * page_bytes);
  CHECK(bench.port.injected[0].packet->length == 8);
  const Packet& fence = *bench.port.injected[1].packet;
  CHECK(fence.address == kernel_word);
  CHECK(fence.destination == there);
  CHECK(fence.length == 4);
  CHECK(fence.notify);
  CHECK(payload_word(fence) == 0xfe0ce);
  CHECK(bench.node.board->quiet());
}

TEST_CASE("a fence waits for a transfer that is running, so that it follows that too") {
  FenceBench bench;
  bench.at(ns(1000), [&](Time now) {
    bench.node.processor.store(device_proxy_base + 2 * page_bytes, 256, now);
    bench.node.processor.load(memory_proxy_base + 0x5000, now);
    CHECK(!bench.fence());
  });
  bench.at(ns(100'000), [&](Time) {
    CHECK(bench.port.injected.size() == 4);
    CHECK(bench.fence());
  });
  bench.run();
  REQUIRE(bench.port.injected.size() == 5);
  CHECK(bench.port.injected[4].packet->address == kernel_word);
}

TEST_CASE("a fence waits while the outgoing FIFO is above its threshold") {
  FenceBench bench;
  bench.port.blocked = true;
  bench.node.board->set_automatic_update(4, to(there, 9));
  for (int i = 0; i < 100; ++i)
    bench.at(ns(1000 + 100 * i), [&](Time now) { bench.node.write_word(0x4000, 1, now); });
  bench.at(ns(20'000), [&](Time) { CHECK(!bench.fence()); });
  bench.at(ns(50'000), [&](Time now) {
    bench.port.blocked = false;
    bench.port.client->injection_done(now + ns(20));
  });
  bench.at(ns(500'000), [&](Time) { CHECK(bench.fence()); });
  bench.run();
  CHECK(bench.port.injected.size() == 101);
}

TEST_CASE("the driver's start of a transfer sends as two references of a user would") {
  FenceBench bench;
  bench.at(ns(1000), [&](Time) {
    CHECK(bench.node.board->start_transfer(0x5010, 2, 0x20, 128, {}));
    CHECK(bench.node.board->transferring());
    CHECK(bench.node.board->transfer_uses(5));
    CHECK(!bench.node.board->start_transfer(0x5010, 2, 0x20, 128, {}));  // busy
  });
  bench.run();
  CHECK(!bench.node.board->transferring());
  REQUIRE(bench.port.injected.size() == 2);
  const Packet& first = *bench.port.injected[0].packet;
  const Packet& second = *bench.port.injected[1].packet;
  CHECK(first.address == 8 * page_bytes + 0x20);
  CHECK(second.address == 8 * page_bytes + 0x60);
  CHECK(!first.last);
  CHECK(second.last);
}

TEST_CASE("the driver cannot start what the board cannot send") {
  FenceBench bench;
  bench.at(ns(1000), [&](Time) {
    NetworkInterface& board = *bench.node.board;
    CHECK(!board.start_transfer(0x5000, 3, 0, 64, {}));           // disabled entry
    CHECK(!board.start_transfer(0x5000, 64, 0, 64, {}));          // no such entry
    CHECK(!board.start_transfer(0x5000, 2, page_bytes, 64, {}));  // outside the page
    CHECK(!board.start_transfer(0x5000, 2, 0, 0, {}));            // nothing
    CHECK(!board.start_transfer(0x5000, 2, 0, 6, {}));            // no words
    CHECK(!board.start_transfer(0x5002, 2, 0, 64, {}));           // not aligned
    CHECK(!board.start_transfer(0x5fe0, 2, 0, 64, {}));           // across the source's page
    CHECK(!board.start_transfer(0x5000, 2, 0xfe0, 64, {}));       // across the destination's page
    CHECK(!board.start_transfer(0x40000000, 2, 0, 64, {}));       // no memory
    CHECK(!board.transferring());
  });
  bench.run();
  CHECK(bench.port.injected.empty());
}

TEST_CASE("a user's STORE that the driver's transfer overtook is lost, and the LOAD says so") {
  FenceBench bench;
  bench.at(ns(1000), [&](Time now) {
    bench.node.processor.store(device_proxy_base + 2 * page_bytes, 64, now);
    CHECK(bench.node.board->start_transfer(0x6000, 2, 0, 4, {}));
    const std::uint32_t status = bench.node.processor.load(memory_proxy_base + 0x5000, now);
    CHECK((status & VMMC_UDMA_TRANSFERRING) != 0);
    CHECK((status & VMMC_UDMA_MATCH) == 0);
  });
  bench.at(ns(100'000), [&](Time now) {
    CHECK((bench.node.processor.load(memory_proxy_base + 0x5000, now) & VMMC_UDMA_INVALID) != 0);
  });
  bench.run();
  CHECK(bench.port.injected.size() == 1);
}
