// SPDX-License-Identifier: MIT
// Traces for Perfetto, read back.
#include <set>

#include "tests/catch.h"
#include "tests/sim/observe/trace/perfetto_reader.h"
#include "tests/sim/observe/trace/traced_run.h"
#include "tests/sim/observe/trace/vcd_reader.h"

namespace {

/// Each flow tiles a life: its steps lie behind each other without a gap, and sum up to the latency.
void check_flows(const PerfettoTrace& trace, std::size_t least) {
  int gaps = 0, wrong = 0;
  std::size_t whole = 0;
  for (const auto& [flow, steps] : trace.flows()) {
    for (std::size_t i = 1; i < steps.size(); ++i) gaps += steps[i].begin != steps[i - 1].end;
    const auto& numbers = steps.front().event.numbers;
    wrong += numbers.count("begun at ps") != 1;
    if (numbers.count("latency in ps") == 0) continue;
    ++whole;
    const std::uint64_t begun = numbers.at("begun at ps");
    wrong += steps.front().begin != begun / 1000;
    wrong += steps.back().end != (begun + numbers.at("latency in ps")) / 1000;
  }
  CHECK(gaps == 0);
  CHECK(wrong == 0);
  CHECK(whole >= least);
}

std::size_t messages_to(const PerfettoTrace& trace, std::uint64_t node) {
  std::size_t count = 0;
  for (const auto& [flow, steps] : trace.flows()) count += steps.front().event.numbers.at("to node") == node;
  return count;
}

}  // namespace

TEST_CASE(
    "in a Perfetto trace every slice ends, flows tile the lives of messages, counters are the statistics") {
  const TracedRun run("--trace perfetto", "pingpong au 4 100");
  REQUIRE(run.status == 0);
  CHECK(run.err.empty());
  const PerfettoTrace trace(run.file("trace.perfetto-trace"));
  check_flows(trace, 200);
  const auto slices = trace.slices();
  for (const std::string node : {"node[0]/", "node[1]/"}) {
    INFO(node);
    for (const char* track :
         {"xpress/owner", "dram/access", "eisa/owner", "nic.arbiter/port", "nic.incoming_page_table/state",
          "nic.incoming_dma_engine/state", "process[100]/activity", "kernel/running", "nic.arbiter/messages",
          "nic.incoming_fifo/messages", "nic.packetizer/messages", "eisa/messages",
          "nic.incoming_dma_engine/messages", "pentium/messages"}) {
      INFO(track);
      CHECK(slices.count(node + track) == 1);
    }
    for (const std::string fifo : {"outgoing", "incoming"})
      CHECK(trace.greatest(node + "nic." + fifo + "_fifo/occupancy") ==
            static_cast<std::int64_t>(
                run.statistic(node.substr(0, 7) + ".nic." + fifo + "_fifo.occupancy_max")));
  }
  CHECK(slices.count("mesh/router[0]/east") == 1);
  CHECK(slices.count("mesh/messages") == 1);
  std::set<std::string> names;
  for (const auto& s : slices.at("node[0]/process[100]/activity")) names.insert(s.event.name);
  CHECK(names.count("running") == 1);
  CHECK(names.count("in kernel") == 1);
  CHECK(slices.at("node[0]/kernel/running").front().event.name == "pid 100");
}

TEST_CASE("flows of deliberate updates and of combined packets tile their lives, too") {
  for (const char* program : {"bandwidth du 16384 8", "bandwidth au 8192 8 block", "checked_exchange 3 19"}) {
    INFO(program);
    const TracedRun run("--trace perfetto", program);
    REQUIRE(run.status == 0);
    const PerfettoTrace trace(run.file("trace.perfetto-trace"));
    check_flows(trace, 15);
  }
}

TEST_CASE("a window and a choice of nodes cut the trace to size") {
  const TracedRun run("--trace perfetto --trace-window 4700us..4800us --trace-nodes 1", "pingpong au 4 100");
  REQUIRE(run.status == 0);
  const PerfettoTrace trace(run.file("trace.perfetto-trace"));
  std::uint64_t first = ~std::uint64_t{0}, last = 0;
  for (const auto& e : trace.events) {
    first = std::min(first, e.ns);
    last = std::max(last, e.ns);
  }
  CHECK(first == 4'700'000);
  CHECK(last == 4'800'000);
  for (const auto& [path, slices] : trace.slices()) CHECK(path.find("[0]") == std::string::npos);
  CHECK(messages_to(trace, 1) > 3);
  CHECK(messages_to(trace, 0) > 3);  // node 1 sends them
}

TEST_CASE("a trace that reaches its limit is whole up to there, and says where it ends") {
  const TracedRun run("--trace perfetto,vcd --trace-limit 1200kB", "pingpong au 4 10000");
  CHECK(run.status == 0);
  CHECK_THAT(run.err, Catch::Matchers::Contains("trace.perfetto-trace' ends at"));
  CHECK_THAT(run.err, Catch::Matchers::Contains("limit of 1.2MB"));
  CHECK_THAT(run.err, Catch::Matchers::Contains("trace.vcd' ends at"));
  CHECK(run.text("trace.perfetto-trace").size() <= 1'200'000);
  CHECK(run.text("trace.vcd").size() <= 1'200'000);
  CHECK_FALSE(run.statistics().empty());
  const PerfettoTrace trace(run.file("trace.perfetto-trace"));
  check_flows(trace, 100);
}

TEST_CASE("processes that others start come into a Perfetto trace when they do, and not into a VCD") {
  const std::string spawns = SHRIMP_SOURCE "/tests/end_to_end/programs/spawns.c";
  const TracedRun run("-n 1 --set machine.nodes=2 --set mesh.width=2 --trace perfetto,vcd",
                      spawns + " " + spawns);
  REQUIRE(run.status == 0);
  const PerfettoTrace trace(run.file("trace.perfetto-trace"));
  const auto slices = trace.slices();
  CHECK(slices.at("node[0]/process[100]/activity").front().begin == 0);
  CHECK(slices.at("node[0]/process[101]/activity").front().begin > 100'000);
  CHECK(slices.at("node[1]/process[100]/activity").front().begin > 100'000);
  const VcdTrace vcd(run.file("trace.vcd"));
  CHECK(vcd.variables.count("node0.process100.activity") == 1);
  CHECK(vcd.variables.count("node0.process101.activity") == 0);
}
