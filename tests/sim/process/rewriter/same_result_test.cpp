// SPDX-License-Identifier: MIT
// Instrumented programs compute what plain ones do: exceptions, long jumps, thread-local variables, string
// loops, with a slow path at every access (nothing in the hit filter), with hits, and with a charge that runs
// out all the time.
#include <fmt/format.h>

#include "tests/catch.h"
#include "tests/sim/process/rewriter/workshop.h"

namespace {

void expect_same_results(const std::string& compiler, const std::string& flags) {
  for (const char* suffix : {".c", ".cpp"})
    for (const std::string& source : workshop::corpus(suffix)) {
      INFO(fmt::format("{} {} {}", compiler, flags, source));
      const std::string plain = workshop::must(workshop::build(source, compiler, flags, true).program);
      const std::string program = workshop::build(source, compiler, flags, false).program;
      CHECK(workshop::run(program).output == plain);
      CHECK(workshop::run("STUB_SLICE=7 " + program).output == plain);
      CHECK(workshop::run("STUB_HITS=1 STUB_SLICE=300 " + program).output == plain);
    }
}

}  // namespace

TEST_CASE("same results: gcc -O0") {
  expect_same_results("gcc", "-O0");
}
TEST_CASE("same results: gcc -O1") {
  expect_same_results("gcc", "-O1");
}
TEST_CASE("same results: gcc -O2 -fno-plt") {
  expect_same_results("gcc", "-O2 -fno-plt");
}
TEST_CASE("same results: gcc -O3 -mavx2 -g") {
  expect_same_results("gcc", "-O3 -mavx2 -g");
}
TEST_CASE("same results: gcc -Os -ffunction-sections") {
  expect_same_results("gcc", "-Os -ffunction-sections");
}
TEST_CASE("same results: clang -O0") {
  expect_same_results("clang", "-O0");
}
TEST_CASE("same results: clang -O1") {
  expect_same_results("clang", "-O1");
}
TEST_CASE("same results: clang -O2 -g") {
  expect_same_results("clang", "-O2 -g");
}
TEST_CASE("same results: clang -O3 -mavx2") {
  expect_same_results("clang", "-O3 -mavx2");
}
