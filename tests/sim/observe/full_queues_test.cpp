// SPDX-License-Identifier: MIT
#include "sim/observe/full_queues.h"

#include "sim/observe/activity.h"
#include "tests/catch.h"

using namespace shrimp;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

/// Of a machine of two nodes, in which these were full for so many picoseconds.
StatisticsCollector report(std::uint64_t incoming_of_1, std::uint64_t outgoing_of_0) {
  StatisticsCollector s;
  s.count("node[0].nic.incoming_fifo.full", 0, "ps", "");
  s.count("node[0].nic.outgoing_fifo.full", outgoing_of_0, "ps", "");
  s.count("node[1].nic.incoming_fifo.full", incoming_of_1, "ps", "");
  s.count("node[1].nic.outgoing_fifo.full", 0, "ps", "");
  s.count("node[1].other.full", 1000, "ps", "");
  return s;
}

}  // namespace

TEST_CASE("full queues are found by their share of the time, the nearest to the destination first") {
  const std::vector<FullQueue> full = full_queues(report(100, 0), report(900, 950), Time{1000}, 0.8);
  REQUIRE(full.size() == 2);
  CHECK(full[0].name == "node[1].nic.incoming_fifo");
  CHECK(full[0].share == Approx(0.8));
  CHECK(in_words(full) ==
        "node[1].nic.incoming_fifo was full for 80 %: packets for node 1 wait in the mesh; full as well: "
        "node[0].nic.outgoing_fifo for 95 %");
  CHECK(full_queues(report(100, 0), report(899, 700), Time{1000}, 0.8).empty());
  CHECK(full_queues({}, report(900, 950), Time{0}, 0.8).empty());
}

TEST_CASE("a slow simulator is told behind what the program does") {
  RecentActivity a;
  a.to = Time::from_us(2500);
  a.host_seconds = 0.24;  // just above a hundredth of real time
  a.instructions = 5000;
  const std::string computing = "computing: 5000 instructions in the last 2.5 ms, no packet moved";
  CHECK(verdict_of(a) == computing);
  a.host_seconds = 0.5;
  CHECK(verdict_of(a) == computing + "; slow: a second of the host simulates 5.0 ms");
  a.movements = 7;
  CHECK_THAT(verdict_of(a), StartsWith("sending: ") && Contains("; slow: "));
  // Of so little of the host's time nothing can be said.
  a.to = Time::from_us(100);
  a.host_seconds = 0.1;
  CHECK_THAT(verdict_of(a), !Contains("slow"));
  a.host_seconds = 100;
  a.to = Time{};
  CHECK_THAT(verdict_of(a), !Contains("slow"));
}

TEST_CASE("the verdict tells computing, sending, waiting, saturated and blocked apart") {
  RecentActivity a;
  a.to = Time::from_us(2500);
  a.host_seconds = 0.01;
  CHECK(a.real_time_factor() == Approx(0.25));
  CHECK_THAT(verdict_of(a), StartsWith("waiting: ") && Contains("2.5 ms"));
  a.instructions = 5000;
  CHECK_THAT(verdict_of(a), StartsWith("computing: 5000 instructions"));
  a.movements = 7;
  CHECK_THAT(verdict_of(a), StartsWith("sending: "));
  a.full = full_queues({}, report(900, 0), Time{1000}, 0.8);
  CHECK(
      verdict_of(a) ==
      "saturated: of the last 2.5 ms node[1].nic.incoming_fifo was full for 90 %: packets for node 1 wait in "
      "the mesh");
  a.movements = 0;
  CHECK_THAT(verdict_of(a), StartsWith("blocked, no packet moves: "));
  a.all_events = 10000;
  a.events = {{"node[0]", 7500}, {"mesh", 2500}};
  CHECK(costs_of(a) ==
        "4.0 events and 2.0 instructions a simulated us; events by calendar: node[0] 75 %, mesh 25 %");
  a.events = {{"node[0]", 99}, {"node[1]", 99}};  // of many nodes
  CHECK(costs_of(a) == "4.0 events and 2.0 instructions a simulated us");
}
