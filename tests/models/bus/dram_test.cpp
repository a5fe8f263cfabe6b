// SPDX-License-Identifier: MIT
#include "models/bus/dram.h"

#include "tests/models/bus/bench.h"
#include "tests/models/bus/reference_values.h"

using namespace shrimp;

namespace {
struct DramBench : Bench {
  DramBench() { master.socket.bind(dram.socket()); }
  Dram dram{"dram", reference::dram()};
  PlannedMaster<64> master{"master", calendar};
};
}  // namespace

TEST_CASE("a read takes its first access and equal further cycles, a write its own") {
  DramBench b;
  b.master.plan({Time{}, false, 0, 8});
  b.master.plan({Time::from_us(1), false, 0, 64});
  b.master.plan({Time::from_us(2), true, 0, 4});
  b.master.plan({Time::from_us(3), true, 0, 32});
  b.run();
  CHECK(b.master.done[0] == Time::from_ns(180));
  CHECK(b.master.done[1] == Time::from_ns(1000 + 880));
  CHECK(b.master.done[2] == Time::from_ns(2000 + 80));
  CHECK(b.master.done[3] == Time::from_ns(3000 + 380));
}

TEST_CASE("DMA reaches the host page behind a frame, and a page of its own where there is none") {
  DramBench b;
  std::vector<std::uint8_t> page(page_bytes);
  b.dram.back(2, page.data());
  b.master.data[0] = 7;
  b.master.plan({Time{}, true, 2 * page_bytes + 12, 4});
  b.master.plan({Time{}, true, 3 * page_bytes, 4});
  b.run();
  CHECK(page[12] == 7);
}

TEST_CASE("a frame that nobody backed reads zeros until DMA writes it") {
  DramBench b;
  b.master.data[0] = 7;
  b.master.plan({Time{}, false, 5 * page_bytes, 8});
  b.run();
  CHECK(b.master.data[0] == 0);
}
