// SPDX-License-Identifier: MIT
#include "models/nic/outgoing_fifo.h"

#include "models/common/invariant.h"
#include "tests/models/nic/nic_bench.h"

using namespace shrimp;

namespace {

struct FifoBench {
  NicParameters parameters = bench_nic();  // 4096 bytes, threshold 2048, low water 512
  Calendar calendar{"node", ns(20)};
  PacketPool pool;
  RecordedInterrupts interrupts;
  OutgoingFifo fifo{parameters.outgoing_fifo, calendar, interrupts};

  void push(std::uint32_t bytes) {
    Packet* p = pool.take();
    p->wire_bytes = bytes;
    fifo.push(p, Time{}, Time{});
  }
};

}  // namespace

TEST_CASE("the threshold interrupts when it is passed, once until the FIFO has drained") {
  FifoBench bench;
  bench.push(2048);
  CHECK(bench.interrupts.raised.empty());
  bench.push(1);
  CHECK(bench.interrupts.count(InterruptCause::outgoing_fifo_threshold) == 1);
  bench.push(100);
  CHECK(bench.interrupts.raised.size() == 1);
  CHECK(!bench.fifo.drained());
  bench.fifo.pop(ns(1));  // 101 bytes are left
  CHECK(bench.fifo.drained());
  bench.push(2048);
  CHECK(bench.interrupts.raised.size() == 2);
}

TEST_CASE("the low-water mark itself counts as drained") {
  FifoBench bench;
  bench.push(512);
  CHECK(bench.fifo.drained());
  bench.push(1);
  CHECK(!bench.fifo.drained());
}

TEST_CASE("a deliberate update uses no room above the threshold") {
  FifoBench bench;
  bench.push(2000);
  CHECK(bench.fifo.has_room_below_threshold(48));
  CHECK(!bench.fifo.has_room_below_threshold(49));
}

TEST_CASE("an overflow is a lost word, hence a broken rule, and valid parameters exclude it") {
  FifoBench bench;
  bench.push(4096);
  CHECK_THROWS_AS(bench.push(1), BrokenInvariant);
  int complaints = 0;
  auto report = [&](std::string_view, std::string_view) { ++complaints; };
  OutgoingFifoParameters p = bench.parameters.outgoing_fifo;
  p.check(report);
  CHECK(complaints == 0);
  p.headroom = {2049};
  p.check(report);
  CHECK(complaints == 1);
}
