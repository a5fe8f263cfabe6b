// SPDX-License-Identifier: MIT
#include "sim/observe/statistics_csv.h"

#include "sim/observe/csv.h"
#include "tests/catch.h"

using namespace shrimp;

TEST_CASE("a field is quoted only where RFC 4180 wants it") {
  CHECK(csv_line({"a", "", "1.5"}) == "a,,1.5\r\n");
  CHECK(csv_line({"a, b", "say \"no\"", "two\nlines"}) == "\"a, b\",\"say \"\"no\"\"\",\"two\nlines\"\r\n");
}

TEST_CASE("a statistic's name is split into node, component and statistic") {
  StatisticsCollector statistics;
  statistics.count("node[12].nic.outgoing_fifo.occupancy_max", 7, "bytes", "The most, ever.");
  statistics.count("mesh.east.bytes", 8, "bytes", "Bytes.");
  statistics.count("events", 9, "events", "Events.");
  RunReport report;
  report.simulated = Time::from_us(4);
  report.statistics = &statistics;
  CHECK(stats_csv(report) ==
        "node,component,statistic,value,unit,text\r\n"
        ",run,simulated,4000000,ps,\"When the last process ended, or the run got stuck, was interrupted or "
        "came "
        "to --until.\"\r\n"
        ",run,end,0,code,\"How the run came to its end: 0 ended, 1 stuck, 2 interrupted, 3 limit. Here: "
        "ended.\"\r\n"
        ",,events,9,events,Events.\r\n"
        ",mesh.east,bytes,8,bytes,Bytes.\r\n"
        "12,nic.outgoing_fifo,occupancy_max,7,bytes,\"The most, ever.\"\r\n");
}

TEST_CASE("how a run ended is told, as a number") {
  RunReport report;
  report.end = HowItEnded::interrupted;
  const std::string csv = stats_csv(report);
  CHECK(csv.find(",run,end,2,code,") != std::string::npos);
  CHECK(csv.find(" Here: interrupted.") != std::string::npos);
}

TEST_CASE("a process that never ended has no exit status, and the counts that it had come to") {
  RunReport report;
  report.processes.push_back({1, 3, 100, 0, "p", 55, 66, false});
  const std::string csv = stats_csv(report);
  CHECK(csv.find("3,process[1],exit,,status,") != std::string::npos);
  CHECK(csv.find("3,process[1],instructions,55,instructions,") != std::string::npos);
  CHECK(csv.find("3,process[1],cycles,66,cycles,") != std::string::npos);
}
