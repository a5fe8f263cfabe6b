// SPDX-License-Identifier: MIT
// Traces as value change dumps, read back by us and by GTKWave's own tools.
#include <cstdlib>
#include <set>

#include "tests/catch.h"
#include "tests/sim/observe/trace/traced_run.h"
#include "tests/sim/observe/trace/vcd_reader.h"

namespace {

std::set<std::string> values_of(const VcdTrace& trace, const std::string& name) {
  std::set<std::string> values;
  for (const VcdTrace::Change& c : trace.variables.at(name)) values.insert(c.value);
  return values;
}

}  // namespace

TEST_CASE("a VCD shows levels as the statistics count them and states by their names, in picoseconds") {
  const TracedRun run("--trace vcd", "bandwidth du 16384 8");
  REQUIRE(run.status == 0);
  const VcdTrace trace(run.file("trace.vcd"));
  CHECK(trace.timescale == "1ps");
  CHECK(trace.in_order);
  CHECK(trace.first == 0);
  for (const char* node : {"0", "1"})
    for (const std::string fifo : {"outgoing_fifo.", "incoming_fifo."})
      CHECK(trace.greatest(std::string("node") + node + ".nic." + fifo + "occupancy") ==
            run.statistic(std::string("node[") + node + "].nic." + fifo + "occupancy_max"));
  CHECK(values_of(trace, "node0.eisa.owner") == std::set<std::string>{"free", "processor", "board"});
  CHECK(values_of(trace, "node0.nic.deliberate_update_engine.state") ==
        std::set<std::string>{"idle", "dest-loaded", "transferring"});
  CHECK(values_of(trace, "node1.nic.incoming_dma_engine.state").count("setting_up") == 1);
  CHECK(values_of(trace, "node0.process100.activity").count("in_kernel") == 1);
  std::uint64_t transferring = 0, since = 0;
  for (const VcdTrace::Change& c : trace.variables.at("node0.nic.deliberate_update_engine.state")) {
    if (c.value == "transferring") since = c.ps;
    if (c.value == "idle" && c.ps > 0) transferring += c.ps - since;
  }
  CHECK(transferring == run.statistic("node[0].nic.deliberate_update_engine.transferring"));
}

TEST_CASE("GTKWave's tools read a VCD and give the same changes back") {
  const TracedRun run("--trace vcd", "pingpong au 4 100");
  REQUIRE(run.status == 0);
  const std::string there = VCD2FST " " + run.file("trace.vcd") + " " + run.file("fst") + " >/dev/null 2>&1";
  const std::string back = FST2VCD " " + run.file("fst") + " >" + run.file("back.vcd");
  REQUIRE(std::system(there.c_str()) == 0);
  REQUIRE(std::system(back.c_str()) == 0);
  const VcdTrace ours(run.file("trace.vcd")), theirs(run.file("back.vcd"));
  CHECK(theirs.timescale == ours.timescale);
  REQUIRE(theirs.variables.size() == ours.variables.size());
  int different = 0;
  for (const auto& [name, changes] : ours.variables) {
    INFO(name);
    REQUIRE(theirs.variables.count(name) == 1);
    // Of several changes at one instant, a form with one value for each instant keeps the last.
    std::map<std::uint64_t, std::string> a, b;
    const auto number = [](const std::string& v) {
      const bool binary = v.find_first_not_of("01") == std::string::npos;
      const std::size_t one = v.find('1');
      return !binary ? v : one == std::string::npos ? "0" : v.substr(one);
    };
    for (const auto& c : changes) a[c.ps] = number(c.value);
    for (const auto& c : theirs.variables.at(name)) b[c.ps] = number(c.value);
    different += a != b;
  }
  CHECK(different == 0);
}

TEST_CASE("a VCD begins and ends with its window") {
  const TracedRun run("--trace vcd --trace-window 150us..200us", "pingpong au 4 100");
  const VcdTrace trace(run.file("trace.vcd"));
  CHECK(trace.first == 150'000'000);
  CHECK(trace.last == 200'000'000);
}
