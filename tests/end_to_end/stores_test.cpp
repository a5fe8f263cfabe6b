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

TEST_CASE("wide stores to what a board has read end up in the next message") {
  for (const char* compiler : {"gcc", "clang"})
    for (const char* machine : {"shrimp-ii", "shrimp-i"})
      for (const char* way : {"two-references", "compare-exchange", "system-call"}) {
        INFO(compiler << ", " << machine << ", " << way);
        const CommandResult r = run_command(
            {SHRIMP_BUILD "/shrimp", "run", "--quiet", "-c", machine, "--set",
             std::string("nic.initiation=") + way, "--cflags", "-O2 -mavx2", test_program("resends.c")},
            "", {{"SHRIMP_CC_COMPILER", compiler}});
        CHECK(r.err == "");
        CHECK(r.out == "0 wrong words\n");
        CHECK(r.status == 0);
      }
}

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

TEST_CASE("two nodes that flood each other never wait for each other, though each packet needs its handler") {
  // The handler of the full outgoing FIFO must take arrivals while it waits: the boards keep one each, and a
  // node that did not take it would hold the other's packets back in the mesh for ever. Handlers that cost
  // nothing let both FIFOs fill at the same time.
  std::vector<std::string> command{"run", "--quiet", "-n", "2"};
  for (const char* setting :
       {"nic.incoming_dma_engine.interrupt_every_message=true", "nic.incoming_dma_engine.arrivals=1",
        "nic.outgoing_fifo.threshold=8KiB", "nic.incoming_fifo.capacity=128B", "os.interrupt_entry=0us",
        "os.interrupt_exit=0us"})
    command.insert(command.end(), {"--set", setting});
  command.push_back(test_program("floods_both_ways.c"));
  const CommandResult r = run_shrimp(command);
  INFO(r.err);
  CHECK(r.status == 0);
  CHECK(r.out == "all words arrived\nall words arrived\n");
}
