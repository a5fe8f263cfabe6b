// SPDX-License-Identifier: MIT
// `shrimp fit` on the first board; docs/fit.md is the test of the second.
#include <cmath>
#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/end_to_end/command.h"

using namespace shrimp;
using Catch::Matchers::Contains;

TEST_CASE("the parameters of a fit make up the one-word time, and a board that does not snoop has one way") {
  const TemporaryFolder folder;
  const CommandResult r = run_shrimp({"fit", "-c", "shrimp-i", "--json", folder.file("fit.json")});
  INFO(r.err);
  REQUIRE(r.status == 0);
  CHECK_THAT(r.out, Contains("automatic update is not possible: the board of this machine does not snoop"));
  CHECK_THAT(r.out, Contains("one word more than 4096 bytes, the end of a page,"));
  const auto j = nlohmann::json::parse(read_file(folder.file("fit.json")));
  CHECK(j["au"].is_null());
  const auto& du = j["du"];
  const auto parameter = [&](const char* name) { return du["parameters"][name]["value"].get<double>(); };
  const double first_word = parameter("o_send") + parameter("L") + parameter("o_recv");
  CHECK(std::abs(first_word - du["sizes"][0]["measured_us"].get<double>()) < 1e-8);
  for (const char* name : {"L", "o_send", "o_recv", "g", "G"}) CHECK(parameter(name) > 0);
  CHECK(parameter("g") > parameter("o_send"));
  for (const auto& size : du["sizes"]) {
    const double predicted = first_word + (size["bytes"].get<double>() - 4) * parameter("G");
    CHECK(std::abs(size["measured_us"].get<double>() - predicted - size["residual_us"].get<double>()) < 1e-8);
  }
}

TEST_CASE("a fit of a machine that is none is refused") {
  const CommandResult r = run_shrimp({"fit", "--set", "mesh.hop_latncy=1ns"});
  CHECK(r.status == 2);
  CHECK_THAT(r.err, Contains("did you mean mesh.hop_latency?"));
}

TEST_CASE("a machine whose messages do not arrive has no fit, which is no bug of the simulator") {
  const CommandResult r = run_shrimp({"fit", "--set", "faults.dead_link.side=east"});
  CHECK(r.status == 1);
  CHECK_THAT(r.err, Contains("nothing to fit a model to: the run of") && Contains("stuck at"));
}
