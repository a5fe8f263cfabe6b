// SPDX-License-Identifier: MIT
#include "models/nic/packetizer.h"

#include "tests/models/nic/nic_bench.h"

using namespace shrimp;

namespace {

struct PacketizerBench {
  NicParameters parameters = bench_nic();
  Calendar calendar{"node", ns(20)};
  PacketPool pool;
  RecordedInterrupts interrupts;
  OutgoingFifo fifo{parameters.outgoing_fifo, calendar, interrupts};
  Packetizer packetizer{parameters.packetizer, calendar, pool, fifo, {0, 0}};
  Script script{calendar};

  void write(PhysicalAddress address, UpdateMode mode, Time t, std::uint32_t bytes = 4) {
    SnoopedWrite w;
    w.mapping = to({1, 0}, 7, mode);
    w.address = address;
    w.bytes = bytes;
    for (std::uint32_t i = 0; i < bytes; ++i) w.data[i] = static_cast<std::uint8_t>(address + i);
    script.at(t, [this, w](Time now) { packetizer.automatic_update(w, now); });
  }
  void run() {
    while (!calendar.next().is_never()) calendar.run_next();
  }
  /// The lengths of the packets, in order; empties the FIFO.
  std::vector<std::uint32_t> lengths() {
    std::vector<std::uint32_t> all;
    while (Packet* p = fifo.head(Time::never())) {
      all.push_back(p->length);
      for (std::uint32_t i = 0; i < p->length; ++i)
        CHECK(p->payload[i] == static_cast<std::uint8_t>(p->address + i));
      fifo.pop(calendar.now());
      pool.give_back(p);
    }
    return all;
  }
};

using Lengths = std::vector<std::uint32_t>;
constexpr auto single = UpdateMode::single_write;
constexpr auto block = UpdateMode::block_write;
constexpr auto timer = UpdateMode::timer_write;

}  // namespace

TEST_CASE("single-write mode: each write is a packet at once") {
  PacketizerBench bench;
  bench.write(0x1000, single, ns(10));
  bench.write(0x1004, single, ns(20));
  bench.write(0x1008, single, ns(30), 8);
  bench.run();
  CHECK(bench.lengths() == Lengths{4, 4, 8});
}

TEST_CASE("a packet can leave when header, payload and CRC are in and have fallen through, not before") {
  PacketizerBench bench;
  bench.write(0x1000, single, ns(10));
  bench.run();
  const Time ready = ns(10 + 240 + 120);
  CHECK(bench.fifo.head(ready - Time{1}) == nullptr);
  REQUIRE(bench.fifo.head(ready) != nullptr);
  const Packet& p = *bench.fifo.head(ready);
  CHECK(p.wire_bytes == 24);
  CHECK(p.address == 7 * page_bytes);
  CHECK(p.route_dx == 1);
  CHECK(p.route_dy == 0);
}

TEST_CASE("block-write mode merges consecutive addresses and closes on any other write") {
  PacketizerBench bench;
  for (std::uint32_t i = 0; i < 5; ++i) bench.write(0x1000 + 4 * i, block, ns(10 + i));
  bench.write(0x1010, block, ns(20));  // the last address again: not consecutive
  bench.write(0x1018, block, ns(30));  // a gap
  bench.write(0x1000, block, ns(40));  // backwards
  bench.run();
  CHECK(bench.lengths() == Lengths{20, 4, 4});
  CHECK(bench.packetizer.combined_bytes() == 4);
  CHECK(bench.packetizer.waits_for_later_write());
}

TEST_CASE("block-write mode keeps the last packet until a later write or a flush of its page") {
  PacketizerBench bench;
  bench.write(0x1000, block, ns(10));
  bench.script.at(ns(500), [&](Time now) { bench.packetizer.flush(5, now); });
  bench.script.at(ns(600), [&](Time) { CHECK(bench.packetizer.combining()); });
  bench.script.at(ns(700), [&](Time now) { bench.packetizer.flush(1, now); });
  bench.run();
  CHECK(!bench.packetizer.combining());
  CHECK(bench.lengths() == Lengths{4});
}

TEST_CASE("a combined packet closes at the page's end at once") {
  PacketizerBench bench;
  bench.write(0x1ff8, block, ns(10));
  bench.write(0x1ffc, block, ns(20));
  bench.write(0x2000, block, ns(30));
  bench.run();
  CHECK(bench.lengths() == Lengths{8});
  CHECK(bench.packetizer.combined_bytes() == 4);
}

TEST_CASE("a combined packet closes at the payload limit at once, and before a write that would exceed it") {
  PacketizerBench bench;
  for (std::uint32_t i = 0; i < 17; ++i) bench.write(0x1000 + 4 * i, block, ns(10 + i));
  bench.run();
  CHECK(bench.lengths() == Lengths{64});
  CHECK(bench.packetizer.combined_bytes() == 4);
  for (std::uint32_t i = 0; i < 8; ++i) bench.write(0x1044 + 8 * i, block, ns(1000 + i), 8);
  bench.run();
  CHECK(bench.lengths() == Lengths{60});  // 4 + 7 * 8; the eighth did not fit
  CHECK(bench.packetizer.combined_bytes() == 8);
}

TEST_CASE("timer-write mode merges a write one picosecond before the timer and not at the timer") {
  for (std::int64_t early : {0, 1}) {
    PacketizerBench bench;
    bench.write(0x1000, timer, ns(10));
    bench.write(0x1004, timer, ns(1010) - Time{early});
    bench.run();
    CHECK(bench.lengths() == (early ? Lengths{8} : Lengths{4, 4}));
  }
}

TEST_CASE("the timer starts anew with each merged write") {
  PacketizerBench bench;
  bench.write(0x1000, timer, ns(10));
  bench.write(0x1004, timer, ns(900));
  bench.run();
  const Time ready = ns(900 + 1000 + 240 + 120);
  CHECK(bench.fifo.head(ready - Time{1}) == nullptr);
  CHECK(bench.fifo.head(ready) != nullptr);
}

TEST_CASE("a deliberate update passes by the combining buffer") {
  PacketizerBench bench;
  bench.write(0x1000, block, ns(10));
  std::array<std::uint8_t, 8> data{0, 1, 2, 3, 4, 5, 6, 7};
  bench.script.at(ns(20), [&](Time now) {
    bench.packetizer.deliberate_update(to({1, 0}, 3), 0, data.data(), 8, false, {}, now);
  });
  bench.write(0x1004, block, ns(30));
  bench.run();
  CHECK(bench.lengths() == Lengths{8});
  CHECK(bench.packetizer.combined_bytes() == 8);
}

TEST_CASE("a single write closes what is being combined first, so that automatic updates keep their order") {
  PacketizerBench bench;
  bench.write(0x1000, block, ns(10));
  bench.write(0x3000, single, ns(20));
  bench.run();
  const Packet* first = bench.fifo.head(Time::never());
  REQUIRE(first);
  CHECK(first->number == 0);
  CHECK(bench.lengths() == Lengths{4, 4});
}
