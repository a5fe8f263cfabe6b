// SPDX-License-Identifier: MIT
#include "sim/experiment/describe/list.h"

#include <algorithm>

#include "sim/experiment/layout.h"
#include "tests/catch.h"

using namespace shrimp;

TEST_CASE("machines are listed with their own descriptions") {
  const Named machines = machines_of({SHRIMP_CONFIGS});
  REQUIRE(machines.size() >= 2);
  CHECK(machines[0].first == "shrimp-i");
  CHECK(machines[1].first == "shrimp-ii");
  for (const auto& [name, text] : machines) CHECK(text.find("SHRIMP") == 0);
}

TEST_CASE("workloads are listed with the first sentence of their opening comment") {
  const Named workloads = workloads_of(SHRIMP_WORKLOADS);
  REQUIRE(workloads.size() >= 8);
  for (const auto& [name, text] : workloads) {
    INFO(name << ": " << text);
    REQUIRE(text.size() > 20);
    CHECK(text.back() == '.');
    CHECK(text.find('*') == std::string::npos);
    CHECK(text.find('\n') == std::string::npos);
    if (name == "hello.c")
      CHECK(text ==
            "The first program: process 0 sends a greeting straight into the memory of process 1, which "
            "prints it.");
  }
  CHECK(workloads_of("/no/such/folder").empty());
  CHECK(workloads_with_stubs_of("/no/such/folder").empty());
}

TEST_CASE("texts stand below each other, in lines of a terminal") {
  const std::string words =
      "a word and another one and a third one and again a fourth one so that a line is full";
  const std::string text = two_columns({{"n", "short"}, {"longer", words + " " + words}});
  CHECK(text.find("  n       short\n  longer  a word") == 0);
  std::size_t longest = 0;
  for (std::size_t from = 0, to; (to = text.find('\n', from)) != std::string::npos; from = to + 1)
    longest = std::max(longest, to - from);
  CHECK(longest <= 110);
  CHECK(longest > 100);
  CHECK(text.find("\n          ") != std::string::npos);
}

TEST_CASE("programs with stubs are listed by the names they are built under, parts of servers are not") {
  const Named workloads = workloads_with_stubs_of(SHRIMP_WORKLOADS "/rpc");
  const auto is = [&](const char* name) {
    return std::any_of(workloads.begin(), workloads.end(), [&](const auto& w) { return w.first == name; });
  };
  CHECK(is("calculator_client"));
  CHECK(is("rpc_calls"));
  CHECK_FALSE(is("rpc_calls_procedures"));
}
