// SPDX-License-Identifier: MIT
#include "models/bus/xpress_bus.h"

#include "models/bus/dram.h"
#include "tests/models/bus/bench.h"
#include "tests/models/bus/reference_values.h"

using namespace shrimp;

namespace {

const Clock clock_60 = reference::bus_clock();
constexpr PhysicalAddress device = memory_proxy_base;

struct Snooper : BusSnooper {
  struct Seen {
    Time at;
    PhysicalAddress address;
    std::uint32_t bytes;
    std::uint8_t first;
  };
  std::vector<Seen> seen;
  void snoop(const BusTransfer& t, Time now) override {
    seen.push_back({now, t.address, t.bytes, t.data[0]});
  }
};

struct ScriptedCache : CoherentCache {
  Modified answer;
  int inquiries = 0;
  Modified inquire(PhysicalAddress, std::uint32_t, bool) override {
    ++inquiries;
    return answer;
  }
};

struct XpressBench : Bench {
  explicit XpressBench(const DramParameters& d = reference::dram(), Time io_latency = Time::from_us(1))
      : dram("dram", d), io("io", io_latency) {
    processor.socket.bind(bus.processor());
    bridge.socket.bind(bus.bridge());
    bus.memory().bind(dram.socket());
    bus.io().bind(io.socket);
  }
  XpressBus bus{"xpress", calendar, clock_60, reference::xpress()};
  PlannedMaster<64> processor{"processor", calendar};
  PlannedMaster<64> bridge{"bridge_master", calendar};
  Dram dram;
  FixedSlave<64> io;
};

/// The I/O side as the bridge is: accepts, and answers later.
class LateSlave : public sc_core::sc_module {
 public:
  LateSlave(sc_core::sc_module_name name, Calendar& calendar, Time latency)
      : sc_module(name), socket("socket"), latency_(latency), answer_(calendar, this, &LateSlave::answer) {
    socket.register_nb_transport_fw(this, &LateSlave::transport);
  }
  tlm_utils::simple_target_socket<LateSlave, 64> socket;

 private:
  tlm::tlm_sync_enum transport(tlm::tlm_generic_payload& p, tlm::tlm_phase&, sc_core::sc_time& delay) {
    payload_ = &p;
    answer_.reschedule(annotated_time(delay) + latency_);
    return tlm::TLM_ACCEPTED;
  }
  void answer(Time now) {
    payload_->set_response_status(tlm::TLM_OK_RESPONSE);
    respond(socket, *payload_, now);
  }
  Time latency_;
  tlm::tlm_generic_payload* payload_ = nullptr;
  Event answer_;
};

}  // namespace

TEST_CASE("a single transfer without wait states takes 2 clocks, a line 2-1-1-1") {
  XpressBench b(reference::dram_without_wait_states());
  b.processor.plan({Time{}, true, 0x1000, 4});
  b.processor.plan({clock_60.edge(10), true, 0x1000, 32});
  b.processor.plan({clock_60.edge(20) + Time{1}, false, 0x1000, 8});
  b.run();
  CHECK(b.processor.done[0] == clock_60.edge(2));
  CHECK(b.processor.done[1] == clock_60.edge(15));
  CHECK(b.processor.done[2] == clock_60.edge(23));  // a picosecond late: the next edge
}

TEST_CASE("a 64-byte line is read in 53 clocks, 0.88 us: 73 MB/s") {
  XpressBench b;
  for (int i = 0; i < 10; ++i)
    b.processor.plan({Time{}, false, 0x1000u + 64u * static_cast<unsigned>(i), 64});
  b.run();
  CHECK(b.processor.done[0] == clock_60.edge(53));
  CHECK(b.processor.done[9] == clock_60.edge(530));
  CHECK(640 / b.processor.done[9].us() == Approx(73).margin(0.6));
}

TEST_CASE("the bridge goes first when both wait, and needs 2 clocks to get an idle bus") {
  XpressBench b(reference::dram_without_wait_states());
  b.bridge.plan({Time{}, true, 0x1000, 8});
  b.processor.plan({clock_60.edge(1), false, 0x2000, 64});  // begins at once: the bridge owns the bus from 2
  b.bridge.plan({clock_60.edge(6), true, 0x1000, 8});  // waits for the burst, before the processor's next
  b.processor.plan({clock_60.edge(7), true, 0x3000, 4});
  b.run();
  CHECK(b.processor.done[0] == clock_60.edge(1 + 9));
  CHECK(b.bridge.done[0] == clock_60.edge(12));
  CHECK(b.processor.done[1] == clock_60.edge(14));
  CHECK(b.bridge.done[1] == clock_60.edge(16));
}

TEST_CASE("a request of the bridge that has waited goes before the processor's next transaction") {
  XpressBench b(reference::dram_without_wait_states());
  b.processor.plan({Time{}, false, 0x2000, 64});       // until 9
  b.bridge.plan({clock_60.edge(7), true, 0x1000, 8});  // may have the bus from 9
  b.processor.plan({clock_60.edge(9), true, 0x3000, 4});
  b.run();
  CHECK(b.processor.done[0] == clock_60.edge(9));
  CHECK(b.bridge.done[0] == clock_60.edge(11));
  CHECK(b.processor.done[1] == clock_60.edge(13));
}

TEST_CASE("snoopers see the processor's single writes to memory when their data are on the bus") {
  XpressBench b;
  Snooper snooper;
  b.bus.add_snooper(snooper);
  b.processor.data[0] = 0xab;
  b.processor.plan({Time{}, true, 0x1004, 4});
  b.processor.plan({Time{}, true, 0x2000, 64});  // a line that is written back
  b.processor.plan({Time{}, false, 0x3000, 4});
  b.processor.plan({Time{}, true, device, 4});
  b.bridge.plan({Time::from_us(10), true, 0x4000, 32});
  b.run();
  REQUIRE(snooper.seen.size() == 1);
  CHECK(snooper.seen[0].at == clock_60.edge(2));
  CHECK(snooper.seen[0].address == 0x1004);
  CHECK(snooper.seen[0].bytes == 4);
  CHECK(snooper.seen[0].first == 0xab);
  CHECK(b.processor.done[0] == clock_60.edge(5));  // 80 ns of write: 5 clocks
}

TEST_CASE("a locked master keeps the bus until its next transaction is over") {
  XpressBench b(reference::dram_without_wait_states());
  b.processor.plan({Time{}, false, 0x1000, 4, true});
  b.bridge.plan({Time{}, true, 0x2000, 4});
  b.processor.plan({clock_60.edge(20), true, 0x1000, 4, false});
  b.run();
  CHECK(b.processor.done[1] == clock_60.edge(22));
  CHECK(b.bridge.done[0] == clock_60.edge(24));
}

TEST_CASE("modified lines are written to memory before the bridge's transaction") {
  XpressBench b;
  ScriptedCache cache;
  b.bus.set_cache(cache);
  cache.answer = {0x1000, 64};
  b.processor.plan({Time{}, false, 0x1000, 8});  // the processor is not asked about its own
  b.bridge.plan({clock_60.edge(20), false, 0x1000, 32});
  b.run();
  CHECK(cache.inquiries == 1);
  // from 22: 80 + 7 x 100 ns = 47 clocks of write-back, then 180 + 3 x 100 ns = 29 clocks
  CHECK(b.bridge.done[0] == clock_60.edge(22 + 47 + 29));
}

TEST_CASE("while the I/O side works on the processor's access, the bus is free for the bridge") {
  Bench b;
  XpressBus bus("xpress", b.calendar, clock_60, reference::xpress());
  PlannedMaster<64> processor("processor", b.calendar);
  PlannedMaster<64> bridge("bridge_master", b.calendar);
  Dram dram("dram", reference::dram_without_wait_states());
  LateSlave io("io", b.calendar, Time::from_us(1));
  processor.socket.bind(bus.processor());
  bridge.socket.bind(bus.bridge());
  bus.memory().bind(dram.socket());
  bus.io().bind(io.socket);
  processor.plan({Time{}, false, device, 4});
  bridge.plan({clock_60.edge(10), true, 0x1000, 32});
  b.run();
  CHECK(bridge.done[0] == clock_60.edge(17));
  CHECK(processor.done[0] == clock_60.edge(62));  // 1 us = 60 clocks, and the repeated cycle
}

TEST_CASE("a third party's memory with blocking transport is a memory") {
  Bench b;
  XpressBus bus("xpress", b.calendar, clock_60, reference::xpress());
  PlannedMaster<64> processor("processor", b.calendar);
  PlannedMaster<64> bridge("bridge_master", b.calendar);
  ThirdPartyTarget<64> memory("memory");
  FixedSlave<64> io("io", Time{});
  processor.socket.bind(bus.processor());
  bridge.socket.bind(bus.bridge());
  bus.memory().bind(memory.socket);
  bus.io().bind(io.socket);
  processor.data[0] = 42;
  processor.plan({clock_60.edge(1), true, 0x10, 4});
  bridge.plan({Time::from_us(1), false, 0x10, 32});
  b.run();
  CHECK(memory.store[0x10] == 42);
  CHECK(bridge.data[0] == 42);
  CHECK(processor.done[0] == clock_60.edge(1 + 18));  // 250 ns waited, 50 ns annotated
  CHECK(bridge.done[0] == clock_60.edge(60 + 2 + 18));
}
