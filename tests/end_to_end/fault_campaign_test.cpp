// SPDX-License-Identifier: MIT
// `shrimp faults`: a small set of seeds on both machines. The named longer command is --runs 10000.
#include <sstream>

#include "tests/catch.h"
#include "tests/end_to_end/command.h"

using namespace shrimp;
using Catch::Matchers::Contains;

namespace {

void run_campaign(const std::string& machine, const std::string& runs) {
  const CommandResult r = run_shrimp({"faults", "-c", machine, "--runs", runs});
  INFO(r.out << r.err);
  CHECK(r.status == 0);
  // "all  RUNS  CORRECT ...  FAILED"
  std::istringstream all(r.out.substr(r.out.find("\nall ") + 1));
  std::string word, counted, last;
  all >> word >> counted;
  CHECK(counted == runs);
  std::getline(all, last);
  CHECK(last.substr(last.size() - 2) == " 0");
}

}  // namespace

TEST_CASE("in forty runs of SHRIMP-II with faults each is noticed or harmless") {
  run_campaign("shrimp-ii", "40");
}

TEST_CASE("in forty runs of SHRIMP-I with faults each is noticed or harmless") {
  run_campaign("shrimp-i", "40");
}

TEST_CASE("a campaign of one tells its run, and two of the same seed are the same") {
  const std::vector<std::string> command{"faults", "--runs", "1", "--seed", "12"};
  const CommandResult once = run_shrimp(command);
  CHECK(once.status == 0);
  CHECK_THAT(once.out, Contains("faults: "));
  CHECK(run_shrimp(command).out == once.out);
}

TEST_CASE("counts of the campaign are whole numbers") {
  for (const char* option : {"--runs", "-j"}) {
    const CommandResult r = run_shrimp({"faults", option, "0"});
    CHECK(r.status == 2);
    CHECK_THAT(r.err, Contains(std::string("shrimp faults: ") + option + " 0: a whole number from 1"));
  }
}
