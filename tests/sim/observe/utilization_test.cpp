// SPDX-License-Identifier: MIT
#include "sim/observe/utilization.h"

#include "tests/catch.h"

using namespace shrimp;

namespace {

Time us(std::int64_t n) {
  return Time::from_us(n);
}

/// A bus and a FIFO, as a feed tells of them; what is no bus and no FIFO is told of too.
class Tracks {
 public:
  Tracks() {
    all_.push_back(track("node[0].xpress", "owner", TrackKind::state));
    all_.push_back(track("node[0].kernel", "running", TrackKind::number));
    all_.push_back(track("node[0].nic.outgoing_fifo", "occupancy", TrackKind::level));
    client().begins(all_, Time{});
  }
  void bus(Time t, std::uint64_t owner) { client().changed(0, all_[0], t, owner); }
  void process(Time t, std::uint64_t pid) { client().changed(1, all_[1], t, pid); }
  void fifo(Time t, std::uint64_t bytes) { client().changed(2, all_[2], t, bytes); }
  void end(Time t) { client().ends(t); }

  const Utilization& result() const { return utilization_; }
  double bus_in(std::size_t bin) const { return utilization_.mean(utilization_.series()[0], bin); }
  double fifo_in(std::size_t bin) const { return utilization_.mean(utilization_.series()[1], bin); }

 private:
  static TrackInfo track(const char* component, const char* name, TrackKind kind) {
    TrackInfo info;
    info.component = component;
    info.name = name;
    info.kind = kind;
    return info;
  }
  TrackClient& client() { return utilization_; }

  std::vector<TrackInfo> all_;
  Utilization utilization_;
};

}  // namespace

TEST_CASE("a bin has the share of its time that a bus was taken, and the mean level of a FIFO") {
  Tracks tracks;
  tracks.fifo(us(0), 8);
  tracks.bus(Time::from_ns(500), 2);
  tracks.process(Time::from_ns(600), 100);
  tracks.fifo(Time::from_ns(1250), 24);
  tracks.bus(Time::from_ns(1750), 0);
  tracks.fifo(us(2), 0);
  tracks.end(us(4));
  REQUIRE(tracks.result().series().size() == 2);
  REQUIRE(tracks.result().bins() == 4);
  CHECK(tracks.result().bin() == us(1));
  CHECK(tracks.bus_in(0) == 0.5);
  CHECK(tracks.bus_in(1) == 0.75);
  CHECK(tracks.bus_in(2) == 0);
  CHECK(tracks.fifo_in(0) == 8);
  CHECK(tracks.fifo_in(1) == 20);
  CHECK(tracks.fifo_in(3) == 0);
  CHECK(tracks.result().mean(tracks.result().series()[0]) == 1.25 / 4);
}

TEST_CASE("what lies before the first packet is left out") {
  Tracks tracks;
  tracks.bus(us(10), 1);
  tracks.fifo(us(1000), 8);
  tracks.bus(us(1001), 0);
  tracks.end(us(1002));
  CHECK(tracks.result().from() == us(1000));
  REQUIRE(tracks.result().bins() == 2);
  CHECK(tracks.bus_in(0) == 1);
  CHECK(tracks.bus_in(1) == 0);
}

TEST_CASE("bins widen when there are too many, and nothing is lost") {
  Tracks tracks;
  tracks.fifo(us(0), 8);
  for (int i = 0; i < 1000; ++i) {
    tracks.bus(us(10 * i), 1);
    tracks.bus(us(10 * i + 3), 0);
  }
  tracks.end(us(10'000));
  CHECK(tracks.result().bin() == us(64));
  CHECK(tracks.result().bins() == 157);
  CHECK(tracks.result().begin_of(157) == us(10'000));
  CHECK(tracks.result().mean(tracks.result().series()[0]) == 0.3);
  CHECK(tracks.result().mean(tracks.result().series()[1]) == 8);
  CHECK(tracks.fifo_in(156) == 8);
}

TEST_CASE("a run in which nothing moves is shown from its start") {
  Tracks tracks;
  tracks.bus(us(1), 1);
  tracks.end(us(2));
  CHECK(tracks.result().from() == Time{});
  CHECK(tracks.bus_in(0) == 0);
  CHECK(tracks.bus_in(1) == 1);
}
