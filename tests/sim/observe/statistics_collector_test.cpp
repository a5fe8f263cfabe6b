// SPDX-License-Identifier: MIT
#include "sim/observe/statistics_collector.h"

#include "models/common/invariant.h"
#include "tests/catch.h"

using namespace shrimp;

namespace {

struct Fifo {
  void report(StatisticsSink& sink) const {
    sink.count("occupancy_max", 640, "bytes", "Greatest level.");
    sink.time("stalled", Time::from_ns(40), "How long the FIFO was full.");
  }
};

struct Board {
  Fifo fifo;
  void report(StatisticsSink& sink) const {
    sink.count("packets", 3, "packets", "Packets sent.");
    sink.part("outgoing_fifo", fifo);
  }
};

}  // namespace

TEST_CASE("statistics carry the path of their components and are sorted by name") {
  StatisticsCollector collector;
  collector.enter("node[0]");
  collector.part("nic", Board{});
  collector.leave();
  collector.count("instructions", 7, "instructions", "All of them.");
  std::vector<std::string> names;
  for (const auto& [name, s] : collector.all()) names.push_back(name);
  CHECK(names == std::vector<std::string>{"instructions", "node[0].nic.outgoing_fifo.occupancy_max",
                                          "node[0].nic.outgoing_fifo.stalled", "node[0].nic.packets"});
  CHECK(collector.value("node[0].nic.outgoing_fifo.stalled") == 40'000);
  CHECK(collector.all().at("node[0].nic.outgoing_fifo.stalled").unit == "ps");
  CHECK(collector.all().at("node[0].nic.packets").text == "Packets sent.");
}

TEST_CASE("a name reported twice, an unknown one, or one leave too many is a bug of ours") {
  StatisticsCollector collector;
  collector.count("packets", 1, "packets", "Packets.");
  CHECK_THROWS_AS(collector.count("packets", 1, "packets", "Packets."), BrokenInvariant);
  CHECK_THROWS_AS(collector.value("bytes"), BrokenInvariant);
  CHECK_THROWS_AS(collector.leave(), BrokenInvariant);
}

TEST_CASE("two reports tell what lay between them, each kind of statistic in its own way") {
  Occupancy level;
  Maximum most;
  const auto report = [&](StatisticsCollector& s, std::uint64_t n, std::vector<std::uint64_t> channels) {
    s.count("count", n, "", "");
    s.level("level", n / 2, "", "");
    s.maximum("maximum", most, 3, "", "");
    s.mean("mean", level, s.now(Time{99}), "", "");
    s.greatest("greatest", channels, "", "");
  };
  level.change(Time{0}, 10);
  most.take(50);
  StatisticsCollector begin(Time{100});
  begin.restart_maxima();
  report(begin, 100, {70, 10});
  CHECK(begin.value("maximum") == 3);
  CHECK(begin.value("mean") == 10000);
  level.change(Time{150}, 10);
  most.take(5);
  StatisticsCollector end(Time{200});
  report(end, 140, {75, 40});
  CHECK(end.value("greatest") == 75);
  const StatisticsCollector between = end.since(begin);
  CHECK(between.value("count") == 40);
  CHECK(between.value("level") == 70);
  CHECK(between.value("maximum") == 5);
  CHECK(between.value("mean") == 15000);
  CHECK(between.value("greatest") == 30);
}
