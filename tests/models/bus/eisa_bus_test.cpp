// SPDX-License-Identifier: MIT
#include "models/bus/eisa_bus.h"

#include "models/bus/dram.h"
#include "models/bus/eisa_bridge.h"
#include "models/bus/xpress_bus.h"
#include "tests/models/bus/bench.h"
#include "tests/models/bus/reference_values.h"

using namespace shrimp;

namespace {

const Clock bclk(Frequency{8'330'000}, Time{});
const Time no_refresh = Time::from_us(1'000'000);
constexpr PhysicalAddress device = memory_proxy_base;
constexpr PhysicalAddress last_address = ~PhysicalAddress{0};
constexpr auto burst = EisaBus::Capability::burst;
constexpr auto standard = EisaBus::Capability::standard;

/// Two boards that master and one slave without wait states.
struct EisaBench : Bench {
  explicit EisaBench(Time refresh = no_refresh, EisaBus::Capability of_second = burst)
      : bus("eisa", calendar, reference::eisa(), Time{}, refresh,
            {{"first", burst}, {"second", of_second}, {"third", burst}},
            {{"slave", 0, last_address, Bytes{}}}) {
    first.socket.bind(bus.master(0));
    second.socket.bind(bus.master(1));
    third.socket.bind(bus.master(2));
    bus.slave(0).bind(slave.socket);
    int name = 1;
    for (auto* m : {&first, &second, &third}) {
      m->order = &order;
      m->name_in_order = name++;
    }
  }
  EisaBus bus;
  PlannedMaster<32> first{"first_master", calendar};
  PlannedMaster<32> second{"second_master", calendar};
  PlannedMaster<32> third{"third_master", calendar};
  FixedSlave<32> slave{"slave_device", Time{}};
  std::vector<int> order;
};

/// A board behind the bridge and real memory.
struct BridgeBench : Bench {
  BridgeBench(Time bus_phase, Time eisa_phase, Time refresh)
      : xpress("xpress", calendar, Clock(reference::bus_frequency(), bus_phase), reference::xpress()),
        eisa("eisa", calendar, reference::eisa(), eisa_phase, refresh,
             {{"processor", standard}, {"board", burst}},
             {{"memory", 0, memory_proxy_base - 1, Bytes{32}},
              {"device", memory_proxy_base, last_address, Bytes{}}}) {
    processor.socket.bind(xpress.processor());
    xpress.memory().bind(dram.socket());
    xpress.io().bind(bridge.xpress_slave());
    bridge.xpress_master().bind(xpress.bridge());
    bridge.eisa_master().bind(eisa.master(0));
    board.socket.bind(eisa.master(1));
    eisa.slave(0).bind(bridge.eisa_slave());
    eisa.slave(1).bind(device_slave.socket);
  }
  XpressBus xpress;
  EisaBus eisa;
  Dram dram{"dram", reference::dram()};
  EisaBridge bridge{"bridge", reference::bridge()};
  PlannedMaster<64> processor{"processor", calendar};
  PlannedMaster<32> board{"board", calendar};
  FixedSlave<32> device_slave{"device", Time{}};
};

/// MB/s of `count` bursts of 64 bytes, back to back.
double bandwidth(bool write, unsigned count, Time bus_phase, Time eisa_phase, Time refresh) {
  BridgeBench b(bus_phase, eisa_phase, refresh);
  for (unsigned i = 0; i < count; ++i) b.board.plan({Time::from_us(1), write, 0x10000 + 64 * i, 64});
  b.run();
  return 64 * count / (b.board.done.back() - Time::from_us(1)).us();
}

}  // namespace

TEST_CASE(
    "a standard cycle takes 2 BCLKs after 2 of arbitration, and a request a picosecond late is an edge "
    "late") {
  EisaBench b;
  b.first.plan({bclk.edge(3), true, device, 4});
  b.first.plan({bclk.edge(20) + Time{1}, false, device, 4});
  b.run();
  CHECK(b.first.done[0] == bclk.edge(3 + 2 + 2));
  CHECK(b.slave.asked[0] == bclk.edge(7));  // a write's data are there at the end
  CHECK(b.first.done[1] == bclk.edge(21 + 2 + 2));
  CHECK(b.slave.asked[1] == bclk.edge(24));  // a read's address after one BCLK
}

TEST_CASE("a burst takes 2 and then 1 BCLK per 4 bytes, and begins anew at 1 KB: 33 MB/s") {
  EisaBench b;
  b.first.plan({Time{}, true, 0, 64});
  b.first.plan({bclk.edge(100), true, 1024 - 32, 64});
  b.first.plan({bclk.edge(200), false, 4096, 1024});
  b.run();
  CHECK(b.first.done[0] == bclk.edge(2 + 17));
  CHECK(b.first.done[1] == bclk.edge(100 + 2 + 18));
  CHECK(b.slave.lengths == std::vector<std::uint32_t>{64, 32, 32, 1024});
  CHECK(b.first.done[2] == bclk.edge(200 + 2 + 257));
  CHECK(1024 / (bclk.edge(257)).us() == Approx(33.2).margin(0.1));
}

TEST_CASE("the bridge's accesses for the processor are standard cycles") {
  EisaBench b(no_refresh, standard);
  b.second.plan({Time{}, true, device, 8});
  b.run();
  CHECK(b.second.done[0] == bclk.edge(2 + 4));
}

TEST_CASE("arbitration rotates") {
  EisaBench b;
  for (int i = 0; i < 3; ++i)
    for (auto* m : {&b.first, &b.second, &b.third}) m->plan({bclk.edge(1), true, device, 4});
  b.run();
  CHECK(b.order == std::vector<int>{2, 3, 1, 2, 3, 1, 2, 3, 1});
}

TEST_CASE("a master that has had 64 BCLKs gives the bus to one that waits, at a burst boundary") {
  EisaBench b;
  b.first.plan({Time{}, true, 0, 4096});
  b.second.plan({bclk.edge(10), true, device, 4});
  b.run();
  CHECK(b.second.done[0] == bclk.edge(2 + 257 + 2 + 2));
  CHECK(b.first.done[0] == bclk.edge(2 + 257 + 4 + 2 + 3 * 257));
}

TEST_CASE("refresh takes the bus for 4 BCLKs, every 15 us") {
  EisaBench b(bclk.edge(50));
  b.first.plan({bclk.edge(40), true, device, 4});
  b.first.plan({bclk.edge(50), true, device, 4});                      // at its instant
  b.first.plan({bclk.edge(50) + Time::from_us(15), true, device, 4});  // the next one, off an edge
  b.first.plan({bclk.edge(50) + Time::from_us(30) + bclk.edge(5), true, device, 4});  // just over
  b.run();
  CHECK(b.first.done[0] == bclk.edge(44));
  CHECK(b.first.done[1] == bclk.edge(54 + 4));
  CHECK(b.first.done[2] == bclk.edge(50 + 125 + 4 + 4));
  CHECK(b.first.done[3] == bclk.edge(50 + 250 + 5 + 4));
}

TEST_CASE("a refresh that came during a burst goes first after it") {
  EisaBench b(bclk.edge(10));
  b.first.plan({Time{}, true, 0, 64});  // until 19
  b.second.plan({bclk.edge(12), true, device, 4});
  b.run();
  CHECK(b.first.done[0] == bclk.edge(19));
  CHECK(b.second.done[0] == bclk.edge(19 + 4 + 4));
}

TEST_CASE("one word to memory through the bridge costs 0.5 to 1.0 us") {
  BridgeBench b(Time{5'000}, Time{}, no_refresh);
  b.board.plan({bclk.edge(8), true, 0x1000, 4});
  b.board.plan({bclk.edge(88), false, 0x1000, 4});
  b.run();
  CHECK((b.board.done[0] - bclk.edge(8)).us() == Approx(0.75).margin(0.25));
  CHECK((b.board.done[1] - bclk.edge(88)).us() == Approx(0.75).margin(0.25));
  CHECK(b.board.done[0] == bclk.edge(8 + 4 + 2));  // wait states: 100 + 33 + 83 ns
}

TEST_CASE("bursts of 64 bytes write about 23 MB/s through the bridge") {
  CHECK(bandwidth(true, 400, Time{3'000}, Time{70'000}, Time::from_us(7)) == Approx(23).margin(0.8));
}

TEST_CASE("bursts of 64 bytes read about 23 MB/s through the bridge") {
  CHECK(bandwidth(false, 400, Time{3'000}, Time{70'000}, Time::from_us(7)) == Approx(23).margin(0.8));
}

TEST_CASE("the processor reads a device over both buses in 0.8 to 1.0 us") {
  BridgeBench b(Time{}, Time{7'000}, no_refresh);
  b.device_slave.data[0] = 99;
  b.processor.plan({Time::from_us(2), false, device, 4});
  b.processor.plan({Time::from_us(5), true, device, 4});
  b.run();
  CHECK(b.processor.data[0] == 99);
  CHECK((b.processor.done[0] - Time::from_us(2)).us() == Approx(0.85).margin(0.15));
  CHECK((b.processor.done[1] - Time::from_us(5)).us() == Approx(0.85).margin(0.15));
}

TEST_CASE("the processor's access to a device and DMA at once end both") {
  BridgeBench b(Time{}, Time{}, Time::from_us(3));
  for (unsigned i = 0; i < 50; ++i) {
    b.processor.plan({Time::from_us(1), (i & 1) != 0, device, 4});
    b.board.plan({Time::from_us(1), (i & 1) != 0, 0x1000 + 64 * i, 64});
  }
  b.run();
  CHECK(b.processor.done.size() == 50);
  CHECK(b.board.done.size() == 50);
}

TEST_CASE("a third party's device with blocking transport is an EISA device") {
  Bench b;
  EisaBus bus("eisa", b.calendar, reference::eisa(), Time{}, no_refresh, {{"master", burst}},
              {{"card", 0, last_address, Bytes{}}});
  PlannedMaster<32> master("master", b.calendar);
  ThirdPartyTarget<32> card("card");
  master.socket.bind(bus.master(0));
  bus.slave(0).bind(card.socket);
  master.data[0] = 17;
  master.plan({Time{}, true, device, 4});
  master.plan({bclk.edge(100), false, device, 4});
  b.run();
  CHECK(card.store[0] == 17);
  CHECK(master.done[0] == bclk.edge(4 + 3));        // 300 ns after the cycle
  CHECK(master.done[1] == bclk.edge(100 + 3 + 3));  // 300 ns after its address
}
