// SPDX-License-Identifier: MIT
#include "sim/machine/configuration.h"

#include "tests/catch.h"
#include "tests/sim/machine/machine_fixture.h"

using namespace shrimp;
using Catch::Matchers::Contains;

TEST_CASE("a machine file fills the parameters") {
  MachineFolder folder;
  const Configuration c = folder.load("test");
  const TestMachine& m = folder.machine;
  CHECK(c.machine() == "test");
  CHECK(c.description() == "a machine for tests");
  CHECK(m.nodes == 2);
  CHECK(m.clock.hz == 60'000'000);
  CHECK(m.refill.n == 5);
  CHECK(m.link.bytes_per_second == 200'000'000);
  CHECK(m.remark == "none");
  CHECK(m.nic.latency == Time::from_ns(40));
  CHECK(m.nic.combining);
  CHECK(m.nic.board == "shrimp-2");
  CHECK(m.nic.outgoing_fifo.capacity.n == 32'768);
}

TEST_CASE("a file changes its base, and --set changes both") {
  MachineFolder folder;
  folder.write("mine.toml",
               "base = \"test\"\nclock = \"90MHz\"\n[nic.outgoing_fifo]\nthreshold = \"1KiB\"\n");
  const Configuration c =
      folder.load("./mine.toml", {"nic.outgoing_fifo.threshold=2KiB", "nic.combining=false", "nodes=9"});
  CHECK(folder.machine.clock.hz == 90'000'000);
  CHECK(folder.machine.nic.outgoing_fifo.threshold.n == 2'048);
  CHECK(folder.machine.nic.outgoing_fifo.capacity.n == 32'768);
  CHECK_FALSE(folder.machine.nic.combining);
  CHECK(folder.machine.nodes == 9);
  CHECK(c.given_by_user("nodes"));
  CHECK(c.given_by_user("clock"));
  CHECK_FALSE(c.given_by_user("link"));
}

TEST_CASE("each value carries where it comes from") {
  MachineFolder folder;
  folder.write("mine.toml", "base = \"test\"\nrefill = 7\n");
  const Configuration c = folder.load("./mine.toml", {"nodes=9"});
  std::map<std::string, ParameterInfo> by_name;
  for (const ParameterInfo& p : c.described()) by_name[p.name] = p;
  CHECK(by_name["clock"].source == "R-h");
  CHECK(by_name["clock"].reason == "DEC 560ST");
  CHECK(by_name["clock"].meaning == "of the processor");
  CHECK_FALSE(by_name["clock"].calibrated);
  CHECK(by_name["nic.latency"].calibrated);
  CHECK(by_name["link"].source == "A");
  CHECK(by_name["refill"].source == "user");
  CHECK(by_name["refill"].given_at == "mine.toml:2:10");
  CHECK(by_name["nodes"].source == "user");
  CHECK(by_name["nodes"].given_at == "--set nodes=9");
}

TEST_CASE("the complete configuration feeds back identically") {
  MachineFolder folder;
  const Configuration first = folder.load("test", {"nodes=9", "remark=a \"quoted\" \\ text\twith\x01 all"});
  folder.write("machine.toml", first.complete_toml());
  const Configuration second = folder.load("./machine.toml");
  CHECK(second.complete_toml() == first.complete_toml());
  CHECK(second.hash() == first.hash());
  CHECK(folder.machine.remark == "a \"quoted\" \\ text\twith\x01 all");
}

TEST_CASE("the hash covers names and values, not how they were written") {
  MachineFolder folder;
  const std::string hash = folder.load("test").hash();
  CHECK(hash.size() == 16);
  CHECK(folder.load("test", {"nic.latency=0.04us"}).hash() == hash);
  CHECK(folder.load("test", {"refill=5"}).hash() == hash);
  CHECK(folder.load("test", {"nic.latency=41ns"}).hash() != hash);
}

TEST_CASE("one group can be bound alone") {
  MachineFolder folder;
  Configuration c = Configuration::load("test", {}, {"configs"});
  TestFifo fifo{};
  c.bind("nic.outgoing_fifo", fifo);
  CHECK(fifo.capacity.n == 32'768);
}

TEST_CASE("what a shipped base gives and the machine has no parameter for is left out") {
  MachineFolder folder;
  folder.write("configs/whole.toml", std::string(test_machine) + "[nic.snooping]\nlatency = \"1ns\"\n");
  folder.write("configs/part.toml", "base = \"whole\"\nnodes = 16\n");
  CHECK(folder.load("part").complete_toml().find("snooping") == std::string::npos);
  CHECK(folder.machine.nodes == 16);
  // The same names are errors where a machine or its user gives them himself.
  CHECK_THAT(folder.error("whole"), Contains("no table is called nic.snooping"));
  CHECK_THAT(folder.error("part", {"nic.snooping.latency=1ns"}),
             Contains("no parameter is called nic.snooping.latency"));
  folder.write("mine.toml", "base = \"./configs/whole.toml\"\n");
  CHECK_THAT(folder.error("./mine.toml"), Contains("no table is called nic.snooping"));
}

TEST_CASE("a relative base is looked up beside its file") {
  MachineFolder folder;
  folder.write("configs/grown.toml", "base = \"./test.toml\"\nnodes = 16\n");
  folder.load("configs/grown.toml");
  CHECK(folder.machine.nodes == 16);
}
