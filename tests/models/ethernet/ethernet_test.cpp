// SPDX-License-Identifier: MIT
#include "models/ethernet/ethernet.h"

#include "models/common/invariant.h"
#include "tests/catch.h"

using namespace shrimp;

namespace {

EthernetParameters ten_megabit() {
  EthernetParameters p;
  p.bandwidth = {1'250'000};
  p.framing = {26};
  p.least_data = {46};
  p.most_data = {1500};
  p.gap = Time::from_ns(9600);
  p.interface_latency = Time::from_us(100);
  p.queue = 50;
  return p;
}

struct Station final : EthernetClient {
  struct Arrival {
    EthernetFrame frame;
    Time t;
  };
  std::vector<Arrival> arrivals;
  void frame_arrives(const EthernetFrame& frame, Time t) override { arrivals.push_back({frame, t}); }
};

struct Bench {
  EthernetParameters parameters;
  Calendar calendar{"segment", Time{}};
  Ethernet ethernet;
  std::vector<Station> stations;

  explicit Bench(const EthernetParameters& p = ten_megabit(), const FaultParameters& faults = {})
      : parameters(p), ethernet(calendar, p, 4, faults), stations(4) {
    for (NodeNumber n = 0; n < 4; ++n) ethernet.port(n).attach(&stations[n]);
  }
  /// A frame whose first byte is `mark`; it asks for the segment at `t`.
  void send(NodeNumber from, NodeNumber to, std::uint32_t bytes, Time t, std::uint8_t mark = 0) {
    EthernetFrame frame;
    frame.destination = to;
    frame.bytes = bytes;
    frame.data[0] = mark;
    ethernet.port(from).send(frame, t);
  }
  void run(Time until = Time::never()) {
    while (calendar.next() < until) calendar.run_next();
  }
  void expect_arrival(NodeNumber node, std::size_t which, std::uint8_t mark, Time t) const {
    INFO("frame " << which << " at node " << node);
    REQUIRE(stations[node].arrivals.size() > which);
    CHECK(stations[node].arrivals[which].frame.data[0] == mark);
    CHECK(stations[node].arrivals[which].t.ps == t.ps);
  }
  void expect_conserved() const {
    CHECK(ethernet.sent() ==
          ethernet.delivered() + ethernet.lost() + ethernet.dropped() + ethernet.waiting());
  }
};

constexpr Time start = Time::from_us(1000);
constexpr Time byte = Time::from_ns(800);

}  // namespace

TEST_CASE("a frame takes framing and data at 10 Mb/s, then the interface") {
  Bench bench;
  bench.send(0, 1, 1000, start, 7);
  bench.run();
  bench.expect_arrival(1, 0, 7, start + byte * 1026 + bench.parameters.interface_latency);
  CHECK(bench.stations[1].arrivals[0].frame.source == 0);
  CHECK(bench.stations[1].arrivals[0].frame.bytes == 1000);
}

TEST_CASE("short data are padded: a frame has 72 bytes at least") {
  for (std::uint32_t bytes : {0U, 1U, 46U}) {
    Bench bench;
    bench.send(2, 3, bytes, start);
    bench.run();
    bench.expect_arrival(3, 0, 0, start + byte * 72 + bench.parameters.interface_latency);
  }
}

TEST_CASE("the segment is silent for the gap, and frames go in the order in which they asked") {
  Bench bench;
  bench.send(2, 0, 46, start + Time{1}, 2);
  bench.send(3, 0, 46, start, 3);
  bench.send(1, 0, 46, start + Time{1}, 1);
  bench.run();
  const Time first = start + byte * 72 + bench.parameters.interface_latency;
  const Time next = byte * 72 + bench.parameters.gap;
  bench.expect_arrival(0, 0, 3, first);
  bench.expect_arrival(0, 1, 1, first + next);  // of one instant: the lower node first
  bench.expect_arrival(0, 2, 2, first + next * 2);
}

TEST_CASE("a frame that asks when the gap is over does not wait") {
  Bench bench;
  const Time over = start + byte * 72 + bench.parameters.gap;
  bench.send(0, 1, 46, start);
  bench.send(2, 3, 46, over, 9);
  bench.run();
  bench.expect_arrival(3, 0, 9, over + byte * 72 + bench.parameters.interface_latency);
}

TEST_CASE("frames of one node keep their order") {
  Bench bench;
  for (std::uint8_t i = 0; i < 20; ++i) bench.send(0, 1, 100, start, i);
  bench.run();
  REQUIRE(bench.stations[1].arrivals.size() == 20);
  for (std::uint8_t i = 0; i < 20; ++i) CHECK(bench.stations[1].arrivals[i].frame.data[0] == i);
}

TEST_CASE("what does not fit into the interface's queue is dropped and counted") {
  EthernetParameters p = ten_megabit();
  p.queue = 3;
  Bench bench(p);
  bench.send(0, 1, 100, start);
  for (int i = 0; i < 5; ++i) bench.send(0, 1, 100, start + Time{1});
  bench.send(2, 1, 100, start + Time{2});  // a queue of its own
  bench.run();
  CHECK(bench.ethernet.dropped() == 2);
  CHECK(bench.stations[1].arrivals.size() == 5);
  bench.expect_conserved();
}

TEST_CASE("frames are lost at the rate asked for, the same ones in every run, and none twice") {
  const auto arrived = [](std::uint32_t seed) {
    FaultParameters faults;
    faults.seed = seed;
    faults.lost_frames = 250'000;
    Bench bench(ten_megabit(), faults);
    for (int i = 0; i < 2000; ++i)
      bench.send(0, 1, 46, start + Time::from_us(100) * i, static_cast<std::uint8_t>(i));
    bench.run(start + Time::from_us(100'050));
    bench.expect_conserved();
    CHECK(bench.ethernet.waiting() > 0);
    bench.run();
    bench.expect_conserved();
    CHECK(bench.ethernet.lost() + bench.stations[1].arrivals.size() == 2000);
    CHECK(bench.ethernet.lost() > 400);
    CHECK(bench.ethernet.lost() < 600);
    std::vector<std::int64_t> times;
    for (const Station::Arrival& a : bench.stations[1].arrivals) times.push_back(a.t.ps);
    return times;
  };
  CHECK(arrived(5) == arrived(5));
  CHECK(arrived(5) != arrived(6));
}

TEST_CASE("the reach of every pending event is kept by what arrives") {
  Bench bench;
  const Time to_core = Time::from_us(3);
  bench.ethernet.set_arrival_to_core(to_core);
  bench.send(0, 1, 46, start);
  bench.send(2, 1, 700, start + Time::from_us(10));
  std::size_t seen = 0;
  Time promised{};
  while (!bench.calendar.next().is_never()) {
    promised = max(promised, bench.calendar.next_reach() + to_core);
    const std::size_t before = bench.stations[1].arrivals.size();
    bench.calendar.run_next();
    if (bench.stations[1].arrivals.size() == before) continue;
    CHECK(bench.stations[1].arrivals.back().t >= promised);
    ++seen;
  }
  CHECK(seen == 2);
}

TEST_CASE("an interface faster than the way to a processor is refused") {
  Bench bench;
  CHECK_THROWS_AS(bench.ethernet.set_arrival_to_core(bench.parameters.interface_latency), BrokenInvariant);
}

TEST_CASE("who waits for the segment is named") {
  Bench bench;
  CHECK(bench.ethernet.waiting_for().empty());
  bench.send(0, 1, 46, start);
  bench.send(2, 3, 46, start);
  bench.run(start + Time{1});
  CHECK(bench.ethernet.waiting_for() ==
        "A frame of 46 bytes from node 0 to node 1 is on the segment.\n"
        "A frame of 46 bytes from node 2 to node 3 waits for the segment.\n");
}
