// SPDX-License-Identifier: MIT
// Injected faults, as the user of a run sees them: named, counted, and the same in every run.
#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/end_to_end/command.h"

using namespace shrimp;
using Catch::Matchers::Contains;

namespace {

struct Run {
  CommandResult result;
  nlohmann::json statistics;
  std::string text;

  std::uint64_t count(const std::string& name) const {
    return statistics.at("stats").at(name).at("value").get<std::uint64_t>();
  }
};

/// A ping-pong of words between two nodes, on a machine with faults.
Run ping_pong(const std::vector<std::string>& sets, const std::vector<std::string>& options = {}) {
  const TemporaryFolder folder;
  std::vector<std::string> arguments{"run", "--quiet",     "-n",    "2",
                                     "-o",  folder.path(), "--set", "run.stuck_after=20ms"};
  for (const std::string& s : sets) arguments.insert(arguments.end(), {"--set", s});
  arguments.insert(arguments.end(), options.begin(), options.end());
  arguments.insert(arguments.end(), {SHRIMP_BUILD "/workloads/pingpong", "au", "4", "write-through", "2000"});
  Run run;
  run.result = run_shrimp(arguments);
  run.text = statistics_text(folder.file("stats.json"));
  run.statistics = nlohmann::json::parse(read_file(folder.file("stats.json")));
  INFO(run.result.err);
  return run;
}

/// One run of the fault campaign, repeated.
CommandResult checked_exchange(const std::string& seed, const std::vector<std::string>& sets) {
  std::vector<std::string> command{"run",    "--quiet", "-n", "2", "--set", "run.stuck_after=50ms",
                                   "--seed", seed};
  for (const std::string& set : sets) command.insert(command.end(), {"--set", set});
  command.insert(command.end(), {SHRIMP_BUILD "/workloads/checked_exchange", seed, "19"});
  return run_shrimp(command);
}

}  // namespace

TEST_CASE("a machine in order says nothing of trouble") {
  const Run run = ping_pong({});
  CHECK(run.result.status == 0);
  CHECK(run.result.err.empty());
  CHECK(run.count("faults.corrupted") == 0);
}

TEST_CASE("a packet that a link corrupts is refused, and the node that refused it is named") {
  const Run run = ping_pong({"faults.link_bit_errors=5000"});
  CHECK(run.result.status == 4);
  CHECK(run.count("faults.corrupted") == 1);
  CHECK_THAT(run.result.err, Contains("refused 1 packet with a wrong CRC"));
}

TEST_CASE("a dead link is named with the packet that waits for it") {
  const Run run =
      ping_pong({"faults.dead_link.side=west", "faults.dead_link.node=1", "faults.dead_link.from=5ms"});
  CHECK(run.result.status == 4);
  CHECK(run.count("faults.dead_links") == 1);
  CHECK_THAT(run.result.err,
             Contains("shrimp: the link from router (1, 0) to the west takes no packets any more"));
  CHECK_THAT(run.result.err, Contains("  mesh: Packet "));
}

TEST_CASE("a stuck receiver is named") {
  const Run run = ping_pong(
      {"faults.stuck_receiver.stuck=true", "faults.stuck_receiver.node=1", "faults.stuck_receiver.from=5ms"});
  CHECK(run.result.status == 4);
  CHECK(run.count("faults.stuck_receivers") == 1);
  CHECK_THAT(run.result.err,
             Contains("shrimp: node 1 takes no packets any more: its incoming DMA engine is stuck"));
}

TEST_CASE("with a slow node everything is right, and takes longer") {
  const Run slow = ping_pong({"faults.slow_node.factor=4", "faults.slow_node.node=1"});
  const Run usual = ping_pong({});
  CHECK(slow.result.status == 0);
  CHECK(slow.result.err.empty());
  CHECK(slow.statistics.at("simulated_ps") > usual.statistics.at("simulated_ps"));
}

TEST_CASE("runs with faults are the same with run-ahead and without") {
  const std::vector<std::vector<std::string>> faults{
      {"faults.link_bit_errors=300"},
      {"faults.stuck_receiver.stuck=true", "faults.stuck_receiver.from=6ms"},
      {"faults.dead_link.side=east", "faults.dead_link.from=6ms"},
      {"faults.slow_node.factor=3"}};
  for (const auto& sets : faults) {
    const Run with = ping_pong(sets);
    const Run without = ping_pong(sets, {"--no-run-ahead"});
    INFO(sets[0]);
    CHECK(with.result.status == without.result.status);
    CHECK(with.result.err == without.result.err);
    CHECK(with.text == without.text);
  }
}

TEST_CASE("a fault where the machine has nothing is a wrong configuration") {
  const auto complaint = [](const std::string& first, const std::string& second) {
    const CommandResult r =
        run_shrimp({"run", "--set", first, "--set", second, test_program("says_hello.c")});
    CHECK(r.status == 2);
    return r.err;
  };
  CHECK_THAT(complaint("faults.dead_link.side=north", "faults.dead_link.node=1"),
             Contains("faults.dead_link.side: the router of faults.dead_link.node has no link on this side"));
  CHECK_THAT(complaint("faults.slow_node.factor=2", "faults.slow_node.node=2"),
             Contains("faults.slow_node.node: the machine has no such node"));
  CHECK_THAT(complaint("faults.stuck_receiver.stuck=true", "faults.stuck_receiver.node=7"),
             Contains("faults.stuck_receiver.node: the machine has no such node"));
  CHECK_THAT(complaint("ethernet.interface_latency=1us", "bridge.io_setup=5us"),
             Contains("ethernet.interface_latency: 1us is too short"));
}

TEST_CASE("no interrupt of a full outgoing FIFO shows to a processor that has run past it") {
  // The mesh stands still, so that nothing but the node's own stores limits how far its processor runs.
  const CommandResult r = checked_exchange(
      "1375", {"faults.dead_link.side=west", "faults.dead_link.node=1", "faults.dead_link.from=13114376852ps",
               "faults.slow_node.factor=6", "faults.slow_node.node=1"});
  INFO(r.err);
  CHECK((r.status == 1 || r.status == 4));
  CHECK_THAT(r.err, Contains("the link from router (1, 0) to the west takes no packets any more"));
}

TEST_CASE("a buffer that cannot be taken back, for its receiver is stuck, does not keep the run alive") {
  const CommandResult r =
      checked_exchange("7982", {"faults.seed=7982", "faults.stuck_receiver.stuck=true",
                                "faults.stuck_receiver.node=1", "faults.stuck_receiver.from=19314450877ps"});
  INFO(r.err);
  CHECK((r.status == 1 || r.status == 4));
  CHECK_THAT(r.err, Contains("its incoming DMA engine is stuck"));
}
