// SPDX-License-Identifier: MIT
// `shrimp compare` on what runs really leave behind.
#include <filesystem>

#include "tests/catch.h"
#include "tests/end_to_end/command.h"

using namespace shrimp;
using Catch::Matchers::Contains;

namespace {

void run_to(const std::string& folder, const std::string& setting = "run.seed=1") {
  const CommandResult r = run_shrimp(
      {"run", "-q", "-n", "2", "--set", setting, "-o", folder, SHRIMP_BUILD "/workloads/pingpong", "100"});
  INFO(r.err);
  REQUIRE(r.status == 0);
}

std::string complaint(const std::string& a, const std::string& b) {
  const CommandResult r = run_shrimp({"compare", a, b});
  CHECK(r.status == 2);
  CHECK(r.out.empty());
  CHECK(r.err.find("bug of the simulator") == std::string::npos);
  return r.err;
}

}  // namespace

TEST_CASE("compare tells a slower packet check by its parameter and by what it slowed") {
  const TemporaryFolder folder;
  run_to(folder.file("a"));
  run_to(folder.file("again"));
  run_to(folder.file("b"), "nic.packet_check.latency=1us");
  const CommandResult same = run_shrimp({"compare", folder.file("a"), folder.file("again/stats.json")});
  CHECK(same.status == 0);
  CHECK_THAT(same.out, Contains("The same configuration.") && Contains("are equal."));
  const CommandResult other = run_shrimp({"compare", folder.file("a"), folder.file("b")});
  CHECK(other.status == 1);
  CHECK(other.err.empty());
  CHECK_THAT(other.out, Contains("nic.packet_check.latency") && Contains(" -> 1us"));
  CHECK_THAT(other.out, Contains("--all shows them"));
  const CommandResult all = run_shrimp({"compare", "--all", folder.file("a"), folder.file("b")});
  CHECK_THAT(all.out, Contains("run.simulated") && !Contains("--all shows them"));
  std::filesystem::remove(folder.file("b/machine.toml"));
  CHECK_THAT(run_shrimp({"compare", folder.file("a"), folder.file("b")}).out,
             Contains("with machine.toml beside both files"));
}

TEST_CASE("a file that is no stats.json is refused in a sentence") {
  const TemporaryFolder folder;
  run_to(folder.file("a"));
  const std::string good = folder.file("a");
  CHECK_THAT(complaint(good, folder.file("none")), Contains("none' cannot be read: No such file"));
  CHECK_THAT(complaint(folder.path(), good), Contains("/stats.json' cannot be read"));
  CHECK_THAT(complaint(folder.write("text", "hello\n"), good), Contains("is no stats.json"));
  CHECK_THAT(complaint(folder.write("object", "{}"), good), Contains("is no stats.json"));
  CHECK_THAT(complaint(folder.write("later", "{\"schema\":2}"), good), Contains("is of schema 2"));
  const std::string whole = read_file(folder.file("a/stats.json"));
  CHECK_THAT(complaint(good, folder.write("half", whole.substr(0, whole.size() / 2))),
             Contains("or is cut off"));
  const CommandResult r = run_shrimp({"compare", "--only", "nothing", good, good});
  CHECK(r.status == 2);
  CHECK_THAT(r.err, Contains("no statistic matches --only 'nothing'"));
}
