// SPDX-License-Identifier: MIT
// The same configuration gives byte-identical statistics: on every run, for any working directory,
// environment, address layout, optimization level of the simulator, run-ahead on or off.
#include <filesystem>

#include "tests/catch.h"
#include "tests/end_to_end/command.h"

using namespace shrimp;

namespace {

struct Setting {
  std::string name;
  std::vector<std::string> before;  // the command
  std::vector<std::string> options;
  std::vector<std::pair<std::string, std::string>> environment;
  bool elsewhere = false;  // in another working directory
};

const std::string simulator = SHRIMP_BUILD "/shrimp";
const std::string unoptimized = SHRIMP_BUILD "/sanitize/shrimp";

std::string statistics_of(const Setting& setting, const std::vector<std::string>& run) {
  TemporaryFolder folder;
  TemporaryFolder elsewhere;
  std::vector<std::string> command = setting.before;
  command.insert(command.end(), {"run", "--quiet", "-o", folder.path()});
  command.insert(command.end(), setting.options.begin(), setting.options.end());
  command.insert(command.end(), run.begin(), run.end());
  const CommandResult r =
      run_command(command, setting.elsewhere ? elsewhere.path() : "", setting.environment);
  INFO(setting.name << ": " << r.err);
  REQUIRE((r.status == 0 || r.status == 4));
  return r.out + r.err + statistics_text(folder.file("stats.json"));
}

/// `run`: options, program and its arguments.
void is_the_same_everywhere(const std::vector<std::string>& run) {
  const std::string reference = statistics_of({"reference", {simulator}, {}, {}, false}, run);
  std::vector<Setting> settings = {
      {"again", {simulator}, {}, {}, false},
      {"another folder and environment", {simulator}, {}, {{"SOME", "thing"}, {"LANG", "de_DE.UTF-8"}}, true},
      {"no address randomization", {"setarch", "-R", simulator}, {}, {}, false},
      {"run-ahead off",
       {
           simulator,
       },
       {"--no-run-ahead"},
       {},
       false},
  };
  // The second build, with sanitizers, when it is there (./shrimp test makes it).
  if (std::filesystem::exists(unoptimized))
    settings.push_back({"with sanitizers", {unoptimized}, {}, {}, false});
  for (const Setting& s : settings) {
    INFO(s.name);
    CHECK(statistics_of(s, run) == reference);
  }
}

}  // namespace

TEST_CASE("a ping-pong is the same everywhere") {
  is_the_same_everywhere({"-n", "2", SHRIMP_BUILD "/workloads/pingpong", "au", "4", "300"});
}
TEST_CASE("a deliberate update ping-pong is the same everywhere") {
  is_the_same_everywhere({"-n", "2", SHRIMP_BUILD "/workloads/pingpong", "du", "4100", "10"});
}
TEST_CASE("a program that sorts by pointer is the same everywhere") {
  is_the_same_everywhere({"-n", "2", test_program("sorts_pointers.c")});
}
TEST_CASE("what would be true randomness is the same everywhere") {
  is_the_same_everywhere({test_program("random_device.cpp")});
}
TEST_CASE("a program that fills the outgoing FIFO is the same everywhere") {
  is_the_same_everywhere({"-n", "2", test_program("floods.c")});
}
TEST_CASE("a ring of four with imports under way is the same everywhere") {
  is_the_same_everywhere({"-n", "4", test_program("ring.c")});
}
TEST_CASE("processes that share nodes are the same everywhere") {
  is_the_same_everywhere({"-n", "5", "--set", "machine.nodes=2", test_program("slices.c")});
}
TEST_CASE("two pairs that stream between the same nodes are the same everywhere") {
  is_the_same_everywhere(
      {"-n", "4", "--set", "machine.nodes=2", SHRIMP_BUILD "/workloads/bandwidth", "du", "4096", "64"});
}
TEST_CASE("processes that others start are the same everywhere") {
  is_the_same_everywhere({"--set", "machine.nodes=2", "--set", "mesh.width=2", test_program("spawns.c"),
                          test_program("spawns.c")});
}
TEST_CASE("wide stores to what a board has read are the same everywhere") {
  is_the_same_everywhere({"--cflags", "-O3", test_program("resends.c")});
}
TEST_CASE("refused calls are the same everywhere") {
  is_the_same_everywhere({"-n", "2", test_program("bad_calls.c")});
}
TEST_CASE("a bit of everything is the same everywhere") {
  is_the_same_everywhere({"-n", "2", "--seed", "3", test_program("soup.c"), "1"});
}
TEST_CASE("a bit of everything on shared nodes, in short slices, is the same everywhere") {
  is_the_same_everywhere(
      {"-n", "6", "--set", "machine.nodes=3", "--set", "os.quantum=300us", test_program("soup.c"), "2", "2"});
}
TEST_CASE("imports that wait, or that nobody serves, are the same everywhere") {
  is_the_same_everywhere({"-n", "2", test_program("imports.c")});
}
TEST_CASE("a receive buffer that is taken back is the same everywhere") {
  is_the_same_everywhere({"-n", "3", test_program("withdrawal.c")});
}
TEST_CASE("a receive buffer that is taken back within a node is the same everywhere") {
  is_the_same_everywhere({"-n", "3", "--set", "machine.nodes=1", test_program("withdrawal.c")});
}
TEST_CASE("a ring of four whose daemons must repeat themselves is the same everywhere") {
  is_the_same_everywhere({"-n", "4", "--set", "faults.lost_frames=200000", test_program("ring.c")});
}
TEST_CASE("processes that page each other out are the same everywhere") {
  is_the_same_everywhere({"-n", "4", "--set", "machine.nodes=2", "--set", "dram.capacity=1MiB", "--set",
                          "os.paging.disk_read=1ms", "--set", "os.paging.disk_write=2ms",
                          test_program("thrashes.c"), "3", "3"});
}
TEST_CASE("a program that notifications interrupt is the same everywhere") {
  const std::string program = test_program("notifications/computing.c");
  is_the_same_everywhere({"-n", "2", program, "au", "300", "3"});
  is_the_same_everywhere({"-n", "2", "--set", "os.signal_delivery=2us", "--set", "os.signal_return=1us",
                          program, "au", "100", "3"});
}
TEST_CASE("handlers that send, sleep and interrupt calls are the same everywhere") {
  is_the_same_everywhere({"-n", "2", test_program("notifications/sends.c"), "du"});
  is_the_same_everywhere({"-n", "2", test_program("notifications/asleep.c"), "du"});
}
TEST_CASE("receivers of notifications that share nodes are the same everywhere") {
  is_the_same_everywhere({"-n", "7", "--set", "machine.nodes=2", "--set", "os.quantum=300us",
                          test_program("notifications/senders.c"), "3"});
}
TEST_CASE("a run that gets stuck is the same everywhere") {
  is_the_same_everywhere({"-n", "2", test_program("waits_for_ever.c")});
}

TEST_CASE("another seed is another run") {
  const std::vector<std::string> run{"-n", "2", SHRIMP_BUILD "/workloads/pingpong", "au", "4", "300"};
  CHECK(statistics_of({"seed 1", {simulator}, {"--seed", "1"}, {}, false}, run) !=
        statistics_of({"seed 2", {simulator}, {"--seed", "2"}, {}, false}, run));
}
