// SPDX-License-Identifier: MIT
// User-level DMA through the board's EISA slave, as a process's references reach it.
#include "tests/models/nic/nic_bench.h"
#include "vmmc_api/udma_status.h"

using namespace shrimp;

namespace {

constexpr PhysicalAddress destination = device_proxy_base + 2 * page_bytes;
constexpr PhysicalAddress source = memory_proxy_base + 0x5000;

struct UdmaBench : BoardBench {
  explicit UdmaBench(const NicParameters& p = bench_nic()) : BoardBench(p) {
    node.board->set_deliberate_update(2, to({1, 0}, 8));
    for (std::size_t i = 0; i < node.memory.data.size(); ++i)
      node.memory.data[i] = static_cast<std::uint8_t>(i * 7 + i / 256);
  }
  void at(Time t, std::function<void(Time)> action) { node.script.at(t, std::move(action)); }
  std::uint32_t try_transfer(PhysicalAddress to, PhysicalAddress from, std::int32_t bytes, Time now) {
    node.processor.store(to, bytes, now);
    return node.processor.load(from, now);
  }
};

constexpr std::uint32_t remaining(std::uint32_t status) {
  return status >> VMMC_UDMA_REMAINING_SHIFT;
}

}  // namespace

TEST_CASE("a reference is answered after the board's access time") {
  UdmaBench bench;
  bench.at(ns(1000), [&](Time now) {
    bench.node.processor.load(source, now);
    CHECK(bench.node.processor.answered.ps == ns(1120).ps);
  });
  bench.run();
}

TEST_CASE("a STORE and a LOAD start a transfer; LOADs tell how it goes") {
  UdmaBench bench;
  bench.at(ns(1000), [&](Time now) {
    CHECK(bench.node.processor.load(source, now) == (VMMC_UDMA_INITIATION | VMMC_UDMA_INVALID));
    const std::uint32_t started = bench.try_transfer(destination, source, 256, now);
    CHECK(!(started & VMMC_UDMA_INITIATION));
    CHECK(remaining(started) == 256);
    const std::uint32_t again = bench.node.processor.load(source, now);
    CHECK((again & (VMMC_UDMA_INITIATION | VMMC_UDMA_TRANSFERRING | VMMC_UDMA_MATCH)) ==
          (VMMC_UDMA_INITIATION | VMMC_UDMA_TRANSFERRING | VMMC_UDMA_MATCH));
    const std::uint32_t other = bench.node.processor.load(source + 4, now);
    CHECK(!(other & VMMC_UDMA_MATCH));
    bench.node.processor.store(destination, 4, now);   // ignored while transferring
    bench.node.processor.store(destination, -1, now);  // so is Inval
    CHECK(remaining(bench.node.processor.load(source, now)) == 256);
    CHECK(bench.node.board->transfer_uses(5));
  });
  bench.at(ns(100'000), [&](Time now) {
    CHECK(bench.node.processor.load(source, now) == (VMMC_UDMA_INITIATION | VMMC_UDMA_INVALID));
    CHECK(!bench.node.board->transfer_uses(5));
  });
  bench.run();
  REQUIRE(bench.port.injected.size() == 4);
  for (std::uint32_t i = 0; i < 4; ++i) {
    const Packet& p = *bench.port.injected[i].packet;
    CHECK(p.deliberate);
    CHECK(p.address == 8 * page_bytes + 64 * i);
    CHECK(std::equal(p.payload.begin(), p.payload.begin() + 64,
                     bench.node.memory.data.begin() + 0x5000 + 64 * i));
  }
}

TEST_CASE("Inval, by the user or by the kernel, takes a STORE back") {
  UdmaBench bench;
  bench.at(ns(1000), [&](Time now) {
    bench.node.processor.store(destination, 64, now);
    CHECK(bench.try_transfer(destination, source, -1, now) == (VMMC_UDMA_INITIATION | VMMC_UDMA_INVALID));
    bench.node.processor.store(destination, 64, now);
    bench.node.board->invalidate_initiation();
    CHECK(bench.node.processor.load(source, now) & VMMC_UDMA_INVALID);
  });
  bench.run();
  CHECK(bench.port.injected.empty());
}

TEST_CASE("a second STORE overwrites the first") {
  UdmaBench bench;
  bench.at(ns(1000), [&](Time now) {
    bench.node.processor.store(destination, 64, now);
    const std::uint32_t status = bench.try_transfer(destination + 32, source, 8, now);
    CHECK(!(status & VMMC_UDMA_INITIATION));
    CHECK(remaining(status) == 8);
  });
  bench.run();
  REQUIRE(bench.port.injected.size() == 1);
  CHECK(bench.port.injected[0].packet->address == 8 * page_bytes + 32);
}

TEST_CASE("a LOAD from a proxy of the destination's class is a BadLoad") {
  UdmaBench bench;
  bench.at(ns(1000), [&](Time now) {
    CHECK(bench.try_transfer(destination, destination, 64, now) & VMMC_UDMA_WRONG_SPACE);
    CHECK(bench.node.processor.load(source, now) & VMMC_UDMA_INVALID);
    CHECK(bench.try_transfer(source, source, 64, now) & VMMC_UDMA_WRONG_SPACE);
    CHECK(bench.node.processor.load(source, now) & VMMC_UDMA_INVALID);
  });
  bench.run();
}

TEST_CASE("what the engine cannot do is a device error and starts nothing") {
  UdmaBench bench;
  const auto fails = [&](PhysicalAddress to, PhysicalAddress from, std::int32_t bytes, Time now) {
    const std::uint32_t status = bench.try_transfer(to, from, bytes, now);
    const bool invalid_after = bench.node.processor.load(source, now) & VMMC_UDMA_INVALID;
    return (status & VMMC_UDMA_DEVICE_ERROR) && (status & VMMC_UDMA_INITIATION) && invalid_after;
  };
  bench.at(ns(1000), [&](Time now) {
    CHECK(fails(destination, source, 0, now));
    CHECK(fails(destination, source, 6, now));
    CHECK(fails(destination + 2, source, 8, now));
    CHECK(fails(destination, source + 2, 8, now));
    CHECK(fails(destination + 4, source, 4096, now));                        // crosses the destination's page
    CHECK(fails(destination, source + 4, 4096, now));                        // crosses the source's page
    CHECK(fails(destination + page_bytes, source, 4, now));                  // entry disabled
    CHECK(fails(device_proxy_base + 0x10000000, source, 4, now));            // no such entry
    CHECK(fails(destination, memory_proxy_base + 64 * page_bytes, 4, now));  // no such memory
    CHECK(fails(source, destination, 64, now));                              // device to memory
  });
  bench.run();
  CHECK(bench.port.injected.empty());
}

static void expect_bursts_apart(std::uint32_t buffers, Time apart) {
  NicParameters p = bench_nic();
  p.deliberate_update_engine.chunk_buffers = buffers;
  UdmaBench bench(p);
  bench.at(ns(1000), [&](Time now) { bench.try_transfer(destination, source, 4096, now); });
  bench.run();
  const auto& reads = bench.node.memory.accesses;
  REQUIRE(reads.size() == 64);
  CHECK(reads[0].start.ps == ns(1000 + 480 + 120).ps);
  CHECK((reads[63].start - reads[0].start).ps == (apart * 63).ps);
  CHECK(bench.port.injected.size() == 64);
}

static constexpr Time burst = ns(600 + 16 * 120);

TEST_CASE("with two buffers a burst follows the last at once: it was set up while that one ran") {
  expect_bursts_apart(2, burst);
}

TEST_CASE("with one buffer a burst waits until the packet is made") {
  expect_bursts_apart(1, burst + ns(240 + 120));
}

TEST_CASE("with the FIFO full below its threshold two buffers read one chunk further than one buffer") {
  NicParameters p = bench_nic();
  p.outgoing_fifo.threshold = {84};
  p.outgoing_fifo.low_water = {84};
  UdmaBench bench(p);
  bench.port.blocked = true;
  bench.at(ns(1000), [&](Time now) { bench.try_transfer(destination, source, 4096, now); });
  bench.at(ns(100'000), [&](Time now) {
    // One packet is in the chip, one in the FIFO, two chunks in the buffers.
    CHECK(bench.node.memory.accesses.size() == 4);
    CHECK(bench.node.board->waiting_for().find("deliberate update") != std::string::npos);
    bench.port.blocked = false;
    bench.port.client->injection_done(now + ns(20));
  });
  bench.run();
  CHECK(bench.port.injected.size() == 64);
  CHECK(bench.node.board->quiet());
}

TEST_CASE("a notifying entry marks the last packet of a transfer only") {
  UdmaBench bench;
  bench.node.board->set_deliberate_update(2, to({1, 0}, 8, UpdateMode::single_write, true));
  bench.at(ns(1000), [&](Time now) { bench.try_transfer(destination, source, 132, now); });
  bench.run();
  REQUIRE(bench.port.injected.size() == 3);
  CHECK(!bench.port.injected[0].packet->notify);
  CHECK(!bench.port.injected[1].packet->notify);
  CHECK(bench.port.injected[2].packet->notify);
  CHECK(bench.port.injected[2].packet->length == 4);
}
