// SPDX-License-Identifier: MIT
// Several pairs of processes on the same nodes share processors, boards and network.
#include <cstdlib>
#include <sstream>

#include "tests/catch.h"
#include "tests/end_to_end/command.h"

using namespace shrimp;

namespace {

const std::string bandwidth = SHRIMP_BUILD "/workloads/bandwidth";

// MB/s of each pair, in the order in which they print.
std::vector<double> rates(std::vector<std::string> options, const std::string& messages) {
  options.insert(options.begin(), {"run", "--quiet"});
  options.insert(options.end(), {bandwidth, "du", "65536", messages});
  const CommandResult r = run_shrimp(options);
  INFO(r.err);
  REQUIRE(r.status == 0);
  std::vector<double> found;
  std::istringstream lines(r.out);
  for (std::string line; std::getline(lines, line);)
    found.push_back(std::strtod(line.c_str() + line.find("mb_per_s=") + 9, nullptr));
  return found;
}

}  // namespace

TEST_CASE("two pairs that stream between the same two nodes get fair shares of what one pair gets") {
  const std::vector<double> alone = rates({"-n", "2"}, "128");
  const std::vector<double> pairs = rates({"-n", "4", "--set", "machine.nodes=2"}, "128");
  REQUIRE(alone.size() == 1);
  REQUIRE(pairs.size() == 2);
  CHECK(pairs[0] + pairs[1] > 0.97 * alone[0]);
  CHECK(pairs[0] + pairs[1] < 1.03 * alone[0]);
  CHECK(pairs[0] > 0.47 * alone[0]);
  CHECK(pairs[1] > 0.47 * alone[0]);
}

TEST_CASE("pairs on nodes of their own do not slow each other down") {
  const std::vector<double> alone = rates({"-n", "2"}, "24");
  const std::vector<double> pairs = rates({"-n", "4"}, "24");
  REQUIRE(pairs.size() == 2);
  for (const double rate : pairs) CHECK(rate > 0.99 * alone[0]);
}
