// SPDX-License-Identifier: MIT
// Every memory instruction of a compiled corpus has its hooks, at every optimization level, with both
// compilers.
#include <fmt/format.h>

#include <algorithm>

#include "tests/catch.h"
#include "tests/sim/process/rewriter/hook_checker.h"
#include "tests/sim/process/rewriter/workshop.h"

namespace {

void expect_hooks_everywhere(const std::string& compiler, const std::string& flags) {
  for (const char* suffix : {".c", ".cpp"})
    for (const std::string& source : workshop::corpus(suffix)) {
      const std::string object = workshop::folder() + "/checked.o";
      workshop::must(
          fmt::format("{} {} -c {} -o {}", workshop::wrapper(compiler, source), flags, source, object));
      const HookReport report = check_hooks(object);
      INFO(fmt::format("{} {} {}\n{}", compiler, flags, source, report.faults));
      CHECK(report.accesses > 5);
      CHECK(report.faults.empty());
    }
}

}  // namespace

TEST_CASE("each access has a hook: gcc -O0") {
  expect_hooks_everywhere("gcc", "-O0");
}
TEST_CASE("each access has a hook: gcc -O1 -fno-plt") {
  expect_hooks_everywhere("gcc", "-O1 -fno-plt");
}
TEST_CASE("each access has a hook: gcc -O2 -g") {
  expect_hooks_everywhere("gcc", "-O2 -g");
}
TEST_CASE("each access has a hook: gcc -O3 -mavx2") {
  expect_hooks_everywhere("gcc", "-O3 -mavx2");
}
TEST_CASE("each access has a hook: clang -O0") {
  expect_hooks_everywhere("clang", "-O0");
}
TEST_CASE("each access has a hook: clang -O1 -g") {
  expect_hooks_everywhere("clang", "-O1 -g");
}
TEST_CASE("each access has a hook: clang -O2") {
  expect_hooks_everywhere("clang", "-O2");
}
TEST_CASE("each access has a hook: clang -O3 -mavx2") {
  expect_hooks_everywhere("clang", "-O3 -mavx2");
}

TEST_CASE("the checker misses nothing: a plain object is all faults") {
  const std::string source = workshop::corpus(".c").front();
  const std::string object = workshop::folder() + "/plain.o";
  workshop::must(
      fmt::format("{} --shrimp-plain -O2 -c {} -o {}", workshop::wrapper("gcc", source), source, object));
  const HookReport report = check_hooks(object);
  CHECK(report.accesses > 5);
  CHECK(std::count(report.faults.begin(), report.faults.end(), '\n') > report.accesses / 3);
}
