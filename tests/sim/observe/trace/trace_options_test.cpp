// SPDX-License-Identifier: MIT
// Traces as a user asks for them: what they leave as it is, and what is wrong usage.
#include "tests/catch.h"
#include "tests/sim/observe/trace/perfetto_reader.h"
#include "tests/sim/observe/trace/traced_run.h"
#include "tests/sim/observe/trace/vcd_reader.h"

namespace {

const std::string both = "--trace perfetto,vcd ";
const std::string program = "pingpong au 4 100";

}  // namespace

TEST_CASE("to trace changes no statistic, and the same run gives the same traces") {
  const TracedRun plain("", program), first(both, program), second(both, program);
  REQUIRE(plain.status == 0);
  CHECK(first.out == plain.out);
  CHECK(first.statistics() == plain.statistics());
  CHECK(first.text("stats.csv") == plain.text("stats.csv"));
  for (const char* name : {"trace.perfetto-trace", "trace.vcd"}) {
    CHECK_FALSE(first.text(name).empty());
    CHECK(first.text(name) == second.text(name));
  }
}

TEST_CASE("a trace is the same if no process runs ahead") {
  const TracedRun ahead(both, program), present(both + "--no-run-ahead ", program);
  CHECK(ahead.text("trace.vcd") == present.text("trace.vcd"));
  CHECK(ahead.text("trace.perfetto-trace") == present.text("trace.perfetto-trace"));
}

TEST_CASE("a window that the run does not reach leaves valid and empty traces, and says so") {
  const TracedRun run(both + "--trace-window 900ms..", program);
  CHECK(run.status == 0);
  CHECK_THAT(run.err, Catch::Matchers::Contains(
                          "the trace is empty: --trace-window begins at 900ms, and the run ended"));
  const PerfettoTrace perfetto(run.file("trace.perfetto-trace"));
  CHECK(perfetto.events.empty());
  CHECK_FALSE(perfetto.tracks.empty());
  const VcdTrace vcd(run.file("trace.vcd"));
  CHECK_FALSE(vcd.variables.empty());
  for (const auto& [name, changes] : vcd.variables) CHECK(changes.empty());
}

TEST_CASE("a full disk ends the trace, not the run") {
  const TracedRun run(both, program, "ln -s /dev/full trace.vcd; ln -s /dev/full trace.perfetto-trace");
  CHECK(run.status == 2);
  CHECK_THAT(run.err, Catch::Matchers::Contains("trace.vcd' could not be written beyond"));
  CHECK_THAT(run.err, Catch::Matchers::Contains("trace.perfetto-trace' could not be written beyond"));
  CHECK_THAT(run.err, Catch::Matchers::Contains("No space left on device. Make room"));
  CHECK(run.out.find("pingpong au bytes=4") == 0);
  CHECK(run.statistic("packets") > 0);
}

TEST_CASE("wrong usage of traces is told in one sentence") {
  struct Case {
    std::string options, words;
  };
  for (const Case& c :
       std::vector<Case>{{"--trace perfeto", "there is no such format; did you mean perfetto?"},
                         {"--trace ps", "choose perfetto or vcd"},
                         {"--trace vcd --trace-window 40us..10us", "it ends before it begins"},
                         {"--trace vcd --trace-window 10us..10us", "it has no length; end it later"},
                         {"--trace vcd --trace-window ..0us", "it has no length; end it later"},
                         {"--trace vcd --trace-window 10us", "FROM..TO was expected"},
                         {"--trace vcd --trace-window 10..40us", "the unit is missing"},
                         {"--trace vcd --trace-nodes 2", "there is no node 2; this machine has nodes 0 to 1"},
                         {"--trace vcd --trace-nodes 0,b", "numbers of nodes were expected"},
                         {"--trace vcd --trace-limit 5", "the unit is missing"},
                         {"--trace vcd --trace-limit 5kB", "a trace needs 100 kB"},
                         {"--trace ''", "it is empty"},
                         {"--trace vcd --trace-nodes ''", "it is empty"},
                         {"--trace-window 10us..40us", "add --trace"}}) {
    INFO(c.options);
    const TracedRun run(c.options, "hello");
    CHECK(run.status == 2);
    CHECK(run.out.empty());
    CHECK_THAT(run.err, Catch::Matchers::Contains(c.words));
    CHECK(std::count(run.err.begin(), run.err.end(), '\n') == 1);
  }
  const TracedRun read_only("--trace vcd", "hello", "mkdir trace.vcd");
  CHECK(read_only.status == 2);
  CHECK_THAT(read_only.err, Catch::Matchers::Contains("cannot be written: Is a directory"));
}
