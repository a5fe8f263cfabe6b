// SPDX-License-Identifier: MIT
// By what names a function can be given, from symbols that g++ made.
#include "sim/process/function_names.h"

#include <algorithm>

#include "tests/catch.h"

using namespace shrimp;

namespace {

bool can_be_called(const std::string& symbol, const std::string& given) {
  const std::vector<std::string> names = names_of_symbol(symbol);
  return std::any_of(names.begin(), names.end(), [&](const std::string& n) { return is_name(n, given); });
}

}  // namespace

TEST_CASE("a function in an anonymous namespace is named with or without it") {
  const std::string symbol = "_ZN12_GLOBAL__N_16helperEi";
  for (const char* name : {"(anonymous namespace)::helper", "helper", "(anonymous namespace)::helper(int)",
                           "helper(int)", "_ZN12_GLOBAL__N_16helperEi"}) {
    INFO(name);
    CHECK(can_be_called(symbol, name));
  }
  CHECK_FALSE(can_be_called(symbol, "(anonymous namespace)"));
  CHECK_FALSE(can_be_called(symbol, "help"));
  CHECK(names_of_symbol(symbol).front() == "(anonymous namespace)::helper");
}

TEST_CASE("a template function needs neither its arguments nor what it returns") {
  for (const char* name : {"ns::f", "ns::f<int>", "ns::f<int>(int)", "auto ns::f<int>(int)"}) {
    INFO(name);
    CHECK(can_be_called("_ZN2ns1fIiEEDaT_", name));
  }
  CHECK(can_be_called("_Z1fIiEvT_", "f"));
  CHECK(can_be_called("_Z1fIiEvT_", "f<int>"));
  CHECK_FALSE(can_be_called("_Z1fIiEvT_", "f<char>"));
}

TEST_CASE("what --profile prints of a function is a name of it") {
  CHECK(can_be_called("_Z9phase_twoRN7physics4GridE", "phase_two(physics::Grid&)"));
  CHECK(can_be_called("_ZNK4Grid4stepEi", "Grid::step(int) const"));
  CHECK(can_be_called("_ZN4Grid4stepEii.isra.0", "Grid::step(int, int) [clone .isra.0]"));
}

TEST_CASE("members, operators and lambdas are named with their scopes") {
  CHECK(names_of_symbol("_ZNK4Grid4stepEi").front() == "Grid::step");
  CHECK(names_of_symbol("_ZN4GridC2Ei").front() == "Grid::Grid");
  CHECK(names_of_symbol("_ZlsRSoRK4Grid").front() == "operator<<");
  CHECK(names_of_symbol("_ZN4GridcvbEv").front() == "Grid::operator bool");
  CHECK(names_of_symbol("_ZN4GridclEi").front() == "Grid::operator()");
  CHECK(names_of_symbol("_ZZ4mainENKUlvE_clEv").front() == "main::{lambda()#1}::operator()");
  CHECK(can_be_called("_ZgtRK4GridS1_", "operator>"));
}

TEST_CASE("a function of C has its own name alone") {
  CHECK(names_of_symbol("main_loop") == std::vector<std::string>{"main_loop"});
  CHECK(names_of_symbol("work.constprop.0") == std::vector<std::string>{"work"});
}
