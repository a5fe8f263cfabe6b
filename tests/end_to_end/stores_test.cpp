// SPDX-License-Identifier: MIT
// The same store, however it is made, reaches the remote memory.
#include "tests/catch.h"
#include "tests/end_to_end/command.h"

using namespace shrimp;

namespace {

void reaches_the_remote_side(const std::string& way, const std::string& compiler) {
  const CommandResult r =
      run_command({SHRIMP_BUILD "/shrimp", "run", "--quiet", "-n", "2", test_program("stores.c"), way}, "",
                  {{"SHRIMP_CC_COMPILER", compiler}});
  INFO(way << " with " << compiler << ": " << r.out << r.err);
  CHECK(r.status == 0);
}

}  // namespace

#define STORE_TEST(way)                                             \
  TEST_CASE("a store by " way " reaches the remote side (gcc)") {   \
    reaches_the_remote_side(way, "gcc");                            \
  }                                                                 \
  TEST_CASE("a store by " way " reaches the remote side (clang)") { \
    reaches_the_remote_side(way, "clang");                          \
  }

STORE_TEST("assignment")
STORE_TEST("memset")
STORE_TEST("memcpy")
STORE_TEST("strcpy")
STORE_TEST("sprintf")
STORE_TEST("struct")
STORE_TEST("atomic")
STORE_TEST("unaligned")

TEST_CASE("twenty thousand single writes overrun no FIFO and lose no word") {
  TemporaryFolder folder;
  const CommandResult r =
      run_shrimp({"run", "--quiet", "-n", "2", "-o", folder.path(), test_program("floods.c")});
  INFO(r.err);
  CHECK(r.status == 0);
  CHECK(r.out == "all words arrived\n");
  const std::string statistics = read_file(folder.file("stats.json"));
  CHECK(statistics.find("threshold_interrupts") != std::string::npos);
}
