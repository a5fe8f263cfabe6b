// SPDX-License-Identifier: MIT
// Deliberate update: which references leave the library, in which order, and what it refuses.
#include "fake_board.h"
#include "sbl_ext.h"
#include "tests/catch.h"
#include "trap.h"

using References = std::vector<std::string>;

namespace {
constexpr std::uint32_t kSource = 0x10000000, kDestination = 0x80000000;
constexpr std::uint32_t kIdle = VMMC_UDMA_INITIATION | VMMC_UDMA_INVALID;
constexpr std::uint32_t kOccupied = VMMC_UDMA_INITIATION | VMMC_UDMA_TRANSFERRING;
constexpr std::uint32_t kStarted = VMMC_UDMA_TRANSFERRING | VMMC_UDMA_MATCH;
constexpr std::uint32_t kRunning = kStarted | VMMC_UDMA_INITIATION;

// Imports a buffer of this many words at kDestination.
void import(int words) {
  board.imported_start = reinterpret_cast<std::uintptr_t>(memory(kDestination));
  board.imported_words = words;
  Int32* proxy = nullptr;
  int found = 0;
  REQUIRE(SBL_ImportRecvBuf(0x0a000002, 100, 1, &proxy, &found) == SBL_OK);
  REQUIRE(proxy == memory(kDestination));
  REQUIRE(found == words);
}
}  // namespace

TEST_CASE("a message of one word is a STORE, a LOAD, and a LOAD that sees the end") {
  import(1024);
  CHECK(SBL_SendMsg(memory(kSource), memory(kDestination + 8), 1) == SBL_OK);
  CHECK(board.references == References{"STORE 80000008 4", "LOAD 10000000", "LOAD 10000000"});
}

TEST_CASE(
    "a message is split at the page ends of source and destination, and waits only for the last piece") {
  import(4096);
  CHECK(SBL_SendMsg(memory(kSource + 4096 - 8), memory(kDestination + 4096 - 16), 1028) == SBL_OK);
  CHECK(board.references == References{"STORE 80000ff0 8", "LOAD 10000ff8",     //
                                       "STORE 80000ff8 8", "LOAD 10001000",     //
                                       "STORE 80001000 4088", "LOAD 10001008",  //
                                       "STORE 80001ff8 8", "LOAD 10002000",     //
                                       "LOAD 10002000"});
}

TEST_CASE("a LOAD of an occupied engine is repeated, and the STORE that was ignored as well") {
  import(1024);
  board.statuses = {kOccupied, kOccupied, kIdle, kStarted, kRunning, kIdle};
  CHECK(SBL_SendMsg(memory(kSource), memory(kDestination), 2) == SBL_OK);
  CHECK(board.references == References{"STORE 80000000 8", "LOAD 10000000", "LOAD 10000000", "LOAD 10000000",
                                       "STORE 80000000 8", "LOAD 10000000", "LOAD 10000000",
                                       "LOAD 10000000"});
}

TEST_CASE("a STORE that the kernel voided is made again") {
  import(1024);
  board.statuses = {kIdle, kIdle, kStarted, kIdle};
  CHECK(SBL_SendMsg(memory(kSource), memory(kDestination), 1) == SBL_OK);
  CHECK(board.references.size() == 3 * 2 + 1);
}

TEST_CASE("a message must be aligned, of positive size and inside one imported buffer") {
  import(16);
  auto* odd = reinterpret_cast<Int32*>(reinterpret_cast<std::uintptr_t>(memory(kSource)) + 2);
  CHECK(SBL_SendMsg(odd, memory(kDestination), 1) == SBL_EAlignment);
  CHECK(SBL_SendMsg(memory(kSource), memory(kDestination), 0) == SBL_ERange);
  CHECK(SBL_SendMsg(memory(kSource), memory(kDestination), -1) == SBL_ERange);
  CHECK(SBL_SendMsg(memory(kSource), memory(kDestination), 17) == SBL_ERange);
  CHECK(SBL_SendMsg(memory(kSource), memory(kDestination + 60), 2) == SBL_ERange);
  CHECK(SBL_SendMsg(memory(kSource), memory(0x20000000), 1) == SBL_ENotImported);
  CHECK(board.references.empty());
  CHECK(SBL_SendMsg(memory(kSource), memory(kDestination), 16) == SBL_OK);
  CHECK(SBL_SendMsg(memory(kSource), memory(kDestination + 60), 1) == SBL_OK);
}

TEST_CASE("an address that nothing was imported to is left to the page tables") {
  import(16);
  CHECK(SBL_SendMsg(memory(kSource), memory(0x90000000), 1) == SBL_OK);
  CHECK(board.references.front() == "STORE 90000000 4");
}

TEST_CASE("the kernel is asked once about a buffer that was imported without waiting") {
  board.imported_start = reinterpret_cast<std::uintptr_t>(memory(kDestination));
  board.imported_words = 4;
  CHECK(SBL_SendMsg(memory(kSource), memory(kDestination), 4) == SBL_OK);
  CHECK(SBL_SendMsg(memory(kSource), memory(kDestination), 5) == SBL_ERange);
  REQUIRE(board.traps.size() == 1);
  CHECK(board.traps[0][0] == VMMC_TRAP_IMPORTED);
}

TEST_CASE("a send that does not block says when it could not start and when it is done") {
  import(2048);
  CHECK(SBL_SendMsgStart(memory(kSource + 4092), memory(kDestination), 2) == SBL_ERange);
  board.statuses = {kOccupied, kIdle, kStarted, kRunning, kIdle};
  CHECK(SBL_SendMsgStart(memory(kSource), memory(kDestination), 1024) == SBL_EBusy);
  CHECK(SBL_SendMsgStart(memory(kSource), memory(kDestination), 1024) == SBL_OK);
  CHECK(SBL_SendMsgDone(memory(kSource)) == 0);
  CHECK(SBL_SendMsgDone(memory(kSource)) == 1);
}

TEST_CASE("a transfer that the board refuses ends a send") {
  import(16);
  board.statuses = {VMMC_UDMA_INITIATION | VMMC_UDMA_DEVICE_ERROR};
  CHECK(SBL_SendMsg(memory(kSource), memory(kDestination), 1) == SBL_EDevice);
}
