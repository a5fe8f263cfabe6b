// SPDX-License-Identifier: MIT
// Starting a deliberate update by one locked compare-and-exchange (ISCA'94), as a process's references reach
// the board.
#include "tests/models/nic/nic_bench.h"
#include "vmmc_api/compare_exchange_status.h"
#include "vmmc_api/udma_status.h"

using namespace shrimp;

namespace {

constexpr PhysicalAddress source = 5 * page_bytes + 0x40;
constexpr PhysicalAddress command = command_base + source;

NicParameters with_exchange(const std::string& board = "shrimp-ii") {
  NicParameters p = board == "shrimp-i" ? bench_shrimp1() : bench_nic();
  p.initiation = "compare-exchange";
  return p;
}

struct ExchangeBench : BoardBench {
  explicit ExchangeBench(const NicParameters& p = with_exchange()) : BoardBench(p) {
    node.board->set_pairing(5, to({1, 0}, 8));
  }
  void at(Time t, std::function<void(Time)> action) { node.script.at(t, std::move(action)); }
  std::uint32_t exchange(PhysicalAddress address, std::uint32_t bytes, Time now) {
    return node.processor.exchange(address, VMMC_COMMAND_IDLE, bytes, now);
  }
  /// The board's two cycles one by one.
  std::uint32_t locked_read(PhysicalAddress address, Time now) {
    node.processor.locked(true);
    const std::uint32_t value = node.processor.load(address, now);
    node.processor.locked(false);
    return value;
  }
  void locked_write(PhysicalAddress address, std::uint32_t value, Time now) {
    node.processor.locked(true);
    node.processor.store(address, static_cast<std::int32_t>(value), now);
    node.processor.locked(false);
  }
};

}  // namespace

TEST_CASE(
    "one exchange starts a transfer to the same offset of the page that the source's page is paired with") {
  ExchangeBench bench;
  for (std::uint32_t i = 0; i < 128; ++i)
    bench.node.memory.data[source + i] = static_cast<std::uint8_t>(3 * i);
  bench.at(ns(1000), [&](Time now) {
    CHECK(bench.exchange(command, 128, now) == VMMC_COMMAND_IDLE);
    CHECK(bench.node.board->transferring());
    CHECK(bench.node.board->transfer_uses(5));
  });
  bench.run();
  REQUIRE(bench.port.injected.size() == 2);
  for (std::uint32_t i = 0; i < 2; ++i) {
    const Packet& p = *bench.port.injected[i].packet;
    CHECK(p.deliberate);
    CHECK(p.destination == MeshCoordinates{1, 0});
    CHECK(p.address == 8 * page_bytes + 0x40 + 64 * i);
    CHECK(p.last == (i == 1));
    CHECK(std::equal(p.payload.begin(), p.payload.begin() + 64,
                     bench.node.memory.data.begin() + source + 64 * i));
  }
  CHECK(bench.node.board->quiet());
}

TEST_CASE("an exchange takes as long until the first packet as a LOAD that starts") {
  ExchangeBench bench;
  bench.at(ns(1000), [&](Time now) { bench.exchange(command, 64, now); });
  bench.run();
  REQUIRE(bench.port.injected.size() == 1);
  const Time read = ns(480 + 120 + 600 + 16 * 120);
  const Time way_out = ns(240 + 120 + 120 + 840 + 150);
  CHECK(bench.port.injected[0].t.ps == (ns(1000) + read + way_out).ps);
}

TEST_CASE("while a transfer runs an exchange finds what remains, and starts nothing") {
  ExchangeBench bench;
  bench.node.board->set_pairing(6, to({1, 0}, 9));
  bench.at(ns(1000), [&](Time now) {
    CHECK(bench.exchange(command, 256, now) == VMMC_COMMAND_IDLE);
    const std::uint32_t again = bench.exchange(command, 64, now);
    CHECK((again & VMMC_COMMAND_REMAINING) == 256);
    CHECK((again & VMMC_COMMAND_MATCH) != 0);
    const std::uint32_t other = bench.exchange(command_base + 6 * page_bytes, 64, now);
    CHECK((other & VMMC_COMMAND_REMAINING) == 256);
    CHECK((other & (VMMC_COMMAND_MATCH | VMMC_COMMAND_ERROR)) == 0);
  });
  bench.run();
  CHECK(bench.port.injected.size() == 4);
}

TEST_CASE("a plain load tells how the transfer goes, until it has been read") {
  ExchangeBench bench;
  bench.at(ns(1000), [&](Time now) {
    CHECK(bench.node.processor.load(command, now) == VMMC_COMMAND_IDLE);
    bench.exchange(command, 256, now);
    const std::uint32_t status = bench.node.processor.load(command, now);
    CHECK((status & VMMC_COMMAND_REMAINING) == 256);
    CHECK((status & VMMC_COMMAND_MATCH) != 0);
    CHECK((bench.node.processor.load(command + 4, now) & VMMC_COMMAND_MATCH) == 0);
  });
  bench.at(ns(100'000),
           [&](Time now) { CHECK(bench.node.processor.load(command, now) == VMMC_COMMAND_IDLE); });
  bench.run();
}

TEST_CASE("a page that is paired with none is an error, and nothing starts") {
  ExchangeBench bench;
  bench.at(ns(1000), [&](Time now) {
    CHECK(bench.exchange(command_base + 6 * page_bytes, 64, now) == VMMC_COMMAND_ERROR);
    CHECK(bench.exchange(command_base + 0x3ffff000, 64, now) == VMMC_COMMAND_ERROR);  // no such page
    CHECK(bench.node.processor.load(command_base + 6 * page_bytes, now) == VMMC_COMMAND_ERROR);
    bench.node.board->set_pairing(5, {});
    CHECK(bench.exchange(command, 64, now) == VMMC_COMMAND_ERROR);
    CHECK(!bench.node.board->transferring());
  });
  bench.run();
  CHECK(bench.port.injected.empty());
}

TEST_CASE("a transfer that the board cannot make does not start, and a plain load says so") {
  ExchangeBench bench;
  bench.at(ns(1000), [&](Time now) {
    for (const std::uint32_t bytes : {0u, 6u, page_bytes - 0x40 + 4, page_bytes, 0x80000000u, 0xfffffffcu}) {
      CHECK(bench.exchange(command, bytes, now) == VMMC_COMMAND_IDLE);  // the size comes with the write
      CHECK(!bench.node.board->transferring());
      CHECK(bench.node.processor.load(command, now) == VMMC_COMMAND_ERROR);
      CHECK(bench.node.processor.load(command + 4, now) == VMMC_COMMAND_IDLE);
    }
    CHECK(bench.exchange(command, 64, now) == VMMC_COMMAND_IDLE);
    CHECK((bench.node.processor.load(command, now) & VMMC_COMMAND_ERROR) == 0);
  });
  bench.run();
  CHECK(bench.port.injected.size() == 1);
}

TEST_CASE("only the locked write that belongs to the locked read starts") {
  ExchangeBench bench;
  bench.node.board->set_pairing(6, to({1, 0}, 9));
  bench.at(ns(1000), [&](Time now) {
    bench.locked_write(command, 64, now);  // no read before
    bench.node.processor.store(command, 64, now);
    bench.locked_read(command, now);
    bench.node.processor.store(command, 64, now);  // not locked
    bench.locked_write(command, 64, now);          // too late
    bench.locked_read(command, now);
    bench.locked_write(command + 4, 64, now);  // of another address
    bench.locked_read(command, now);
    bench.locked_read(command_base + 6 * page_bytes, now);
    bench.locked_write(command, 64, now);
    bench.node.processor.load(command, now);  // a plain load is no ask
    bench.locked_write(command, 64, now);
    CHECK(!bench.node.board->transferring());
  });
  bench.run();
  CHECK(bench.port.injected.empty());
}

TEST_CASE("the kernel's Inval is for the other scheme and parts no locked read from its write") {
  ExchangeBench bench;
  bench.at(ns(1000), [&](Time now) {
    CHECK(bench.locked_read(command, now) == VMMC_COMMAND_IDLE);
    bench.node.board->invalidate_initiation();
    bench.locked_write(command, 64, now);
    CHECK(bench.node.board->transferring());
  });
  bench.run();
}

TEST_CASE("what the kernel does between the two cycles of an exchange comes after it") {
  ExchangeBench bench;
  bench.at(ns(1000), [&](Time now) {
    CHECK(bench.locked_read(command, now) == VMMC_COMMAND_IDLE);
    bench.node.board->set_pairing(5, {});
    CHECK(!bench.node.board->send_fence({1, 0}, 0x3000, 1));  // it is to follow all that was accepted
    bench.locked_write(command, 64, now);
    CHECK(bench.node.board->transferring());
    CHECK(!bench.node.board->send_fence({1, 0}, 0x3000, 1));
  });
  bench.at(ns(50'000), [&](Time) { CHECK(bench.node.board->send_fence({1, 0}, 0x3000, 1)); });
  bench.run();
  REQUIRE(bench.port.injected.size() == 2);
  CHECK(bench.port.injected[0].packet->address == 8 * page_bytes + 0x40);
  CHECK(bench.port.injected[1].packet->address == 0x3000);
}

TEST_CASE("a STORE of the other scheme is overtaken by an exchange, and its LOAD says so") {
  ExchangeBench bench;
  bench.node.board->set_deliberate_update(2, to({1, 0}, 10));
  bench.at(ns(1000), [&](Time now) {
    bench.node.processor.store(device_proxy_base + 2 * page_bytes, 64, now);
    CHECK(bench.exchange(command, 64, now) == VMMC_COMMAND_IDLE);
  });
  bench.at(ns(100'000), [&](Time now) {
    CHECK((bench.node.processor.load(memory_proxy_base + 0x6000, now) & VMMC_UDMA_INVALID) != 0);
  });
  bench.run();
  REQUIRE(bench.port.injected.size() == 1);
  CHECK(bench.port.injected[0].packet->address == 8 * page_bytes + 0x40);
}

TEST_CASE("a notifying pairing marks the last packet of a transfer") {
  ExchangeBench bench;
  bench.node.board->set_pairing(5, to({1, 0}, 8, UpdateMode::single_write, true));
  bench.at(ns(1000), [&](Time now) { bench.exchange(command, 128, now); });
  bench.run();
  REQUIRE(bench.port.injected.size() == 2);
  CHECK(!bench.port.injected[0].packet->notify);
  CHECK(bench.port.injected[1].packet->notify);
}

TEST_CASE("SHRIMP-I starts by compare-and-exchange, too") {
  ExchangeBench bench(with_exchange("shrimp-i"));
  CHECK(bench.node.board->initiation() == Initiation::compare_exchange);
  bench.at(ns(1000), [&](Time now) { CHECK(bench.exchange(command, 64, now) == VMMC_COMMAND_IDLE); });
  bench.run();
  CHECK(bench.port.injected.size() == 1);
}

TEST_CASE("a board that starts in another way has no command pages") {
  for (const char* way : {"two-references", "system-call"}) {
    NicParameters p = bench_nic();
    p.initiation = way;
    CHECK(p.way_to_start() != Initiation::compare_exchange);
  }
  BoardBench bench;
  bench.node.script.at(ns(1000), [&](Time now) {
    CHECK(bench.node.processor.response_to_load(command, now) == tlm::TLM_ADDRESS_ERROR_RESPONSE);
  });
  bench.run();
}
