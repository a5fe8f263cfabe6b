// SPDX-License-Identifier: MIT
// Pairs of processes that share two nodes: fair shares of the wire, and nothing lost by sharing.
#include <cstdlib>

#include "tests/catch.h"
#include "tests/end_to_end/command.h"

using namespace shrimp;

namespace {

/// The megabytes per second that a stream of deliberate updates tells, one number a pair.
std::vector<double> streams(const std::string& processes) {
  const CommandResult r =
      run_shrimp({"run", "--quiet", "-n", processes, "--set", "machine.nodes=2",
                  SHRIMP_BUILD "/workloads/bandwidth", "du", "65536", "256", "stream"});
  INFO(r.out << r.err);
  REQUIRE(r.status == 0);
  std::vector<double> numbers;
  const std::string key = "mb_per_s=";
  for (std::size_t at = r.out.find(key); at != std::string::npos; at = r.out.find(key, at + 1))
    numbers.push_back(std::strtod(r.out.c_str() + at + key.size(), nullptr));
  return numbers;
}

}  // namespace

TEST_CASE("two pairs on the same two nodes share the stream of one fairly") {
  const std::vector<double> one = streams("2");
  const std::vector<double> two = streams("4");
  REQUIRE(one.size() == 1);
  REQUIRE(two.size() == 2);
  CHECK(two[0] + two[1] == Approx(one[0]).epsilon(0.03));
  CHECK(two[0] == Approx(two[1]).epsilon(0.03));
}
