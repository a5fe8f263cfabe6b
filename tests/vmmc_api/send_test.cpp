// SPDX-License-Identifier: MIT
// Deliberate update by two references: which leave the library, in which order, and what it refuses.
#include "fake_board.h"
#include "tests/catch.h"

using References = std::vector<std::string>;

namespace {
constexpr std::uint32_t kSource = 0x10000000, kDestination = 0x80000000;
constexpr std::uint32_t kIdle = VMMC_UDMA_INITIATION | VMMC_UDMA_INVALID;
constexpr std::uint32_t kOccupied = VMMC_UDMA_INITIATION | VMMC_UDMA_TRANSFERRING;
constexpr std::uint32_t kStarted = VMMC_UDMA_TRANSFERRING | VMMC_UDMA_MATCH;
constexpr std::uint32_t kRunning = kStarted | VMMC_UDMA_INITIATION;
constexpr std::uint32_t kRefused = VMMC_UDMA_INITIATION | VMMC_UDMA_DEVICE_ERROR;
}  // namespace

TEST_CASE("a message of one word is a STORE, a LOAD, and a LOAD that sees the end") {
  know_import(kDestination, 4096);
  CHECK(vmmc_send(memory(kSource), place(kDestination + 8), 4) == VMMC_OK);
  board.references.pop_back();
  CHECK(board.references == References{"STORE 80000008 4", "LOAD 10000000"});
}

TEST_CASE(
    "a message is split at the page ends of source and destination, and waits only for the last piece") {
  know_import(kDestination, 16384);
  board.statuses = {kStarted, kStarted, kStarted, kStarted, kRunning, kIdle};
  CHECK(vmmc_send(memory(kSource + 4096 - 8), place(kDestination + 4096 - 16), 4112) == VMMC_OK);
  CHECK(board.references == References{"STORE 80000ff0 8", "LOAD 10000ff8",     //
                                       "STORE 80000ff8 8", "LOAD 10001000",     //
                                       "STORE 80001000 4088", "LOAD 10001008",  //
                                       "STORE 80001ff8 8", "LOAD 10002000",     //
                                       "LOAD 10002000", "LOAD 10002000"});
}

TEST_CASE("a message with notification names the notifying proxy in its last transfer only") {
  know_import(kDestination, 16384);
  CHECK(vmmc_send_notify(memory(kSource), place(kDestination + 4096), 8192) == VMMC_OK);
  CHECK(board.references == References{"STORE 80001000 4096", "LOAD 10000000", "STORE a0002000 4096",
                                       "LOAD 10001000", "LOAD 10001000"});
  board.references.clear();
  CHECK(vmmc_send_start_notify(memory(kSource), place(kDestination), 4) == VMMC_OK);
  CHECK(board.references.front() == "STORE a0000000 4");
}

TEST_CASE("a LOAD of an occupied engine is repeated, and the STORE that was ignored as well") {
  know_import(kDestination, 4096);
  board.statuses = {kOccupied, kOccupied, kIdle, kStarted, kRunning, kIdle};
  CHECK(vmmc_send(memory(kSource), place(kDestination), 8) == VMMC_OK);
  CHECK(board.references == References{"STORE 80000000 8", "LOAD 10000000", "LOAD 10000000", "LOAD 10000000",
                                       "STORE 80000000 8", "LOAD 10000000", "LOAD 10000000",
                                       "LOAD 10000000"});
}

TEST_CASE("a STORE that the kernel voided is made again") {
  know_import(kDestination, 4096);
  board.statuses = {kIdle, kIdle, kStarted, kIdle};
  CHECK(vmmc_send(memory(kSource), place(kDestination), 4) == VMMC_OK);
  CHECK(board.references.size() == 3 * 2 + 1);
}

TEST_CASE("a message is whole words, aligned, of positive size and inside one imported buffer") {
  know_import(kDestination, 64);
  const void* odd = reinterpret_cast<const char*>(memory(kSource)) + 2;
  CHECK(vmmc_send(odd, place(kDestination), 4) == VMMC_ERROR_ALIGNMENT);
  CHECK(vmmc_send(memory(kSource), place(kDestination + 1), 4) == VMMC_ERROR_ALIGNMENT);
  CHECK(vmmc_send(memory(kSource), place(kDestination), 6) == VMMC_ERROR_ALIGNMENT);
  CHECK(vmmc_send(memory(kSource), place(kDestination), 0) == VMMC_ERROR_RANGE);
  CHECK(vmmc_send(memory(kSource), place(kDestination), ~std::size_t{3}) == VMMC_ERROR_RANGE);
  CHECK(vmmc_send(memory(kSource), place(kDestination), 68) == VMMC_ERROR_RANGE);
  CHECK(vmmc_send(memory(kSource), place(kDestination + 60), 8) == VMMC_ERROR_RANGE);
  CHECK(vmmc_send(memory(kSource), place(0x20000000), 4) == VMMC_ERROR_NOT_IMPORTED);
  CHECK(vmmc_send(memory(kSource), place(0x90000000), 4) == VMMC_ERROR_NOT_IMPORTED);
  CHECK(vmmc_send(memory(kSource), place(kDestination + SHRIMP_NOTIFYING_OFFSET), 4) ==
        VMMC_ERROR_NOT_IMPORTED);
  CHECK(board.references.empty());
  CHECK(vmmc_send(memory(kSource), place(kDestination), 64) == VMMC_OK);
  CHECK(vmmc_send(memory(kSource), place(kDestination + 60), 4) == VMMC_OK);
}

TEST_CASE("a send that does not block says when it could not start and when it is done") {
  know_import(kDestination, 8192);
  CHECK(vmmc_transfer_limit(memory(kSource + 4092), place(kDestination)) == 4);
  CHECK(vmmc_send_start(memory(kSource + 4092), place(kDestination), 8) == VMMC_ERROR_RANGE);
  board.statuses = {kOccupied, kIdle, kStarted, kRunning, kIdle};
  CHECK(vmmc_send_start(memory(kSource), place(kDestination), 4096) == VMMC_ERROR_BUSY);
  CHECK(vmmc_send_start(memory(kSource), place(kDestination), 4096) == VMMC_OK);
  CHECK(vmmc_send_done(memory(kSource)) == 0);
  CHECK(vmmc_send_done(memory(kSource)) == 1);
}

TEST_CASE("a transfer that the board refuses ends a send, and the kernel is asked for the reason") {
  know_import(kDestination, 64);
  board.statuses = {kRefused};
  CHECK(vmmc_send(memory(kSource), place(kDestination), 4) == VMMC_ERROR_DEVICE);
  board.imports[0].state = VMMC_ERROR_WITHDRAWN;
  board.statuses = {kRefused};
  CHECK(vmmc_send(memory(kSource), place(kDestination), 4) == VMMC_ERROR_WITHDRAWN);
  const std::size_t references = board.references.size();
  CHECK(vmmc_send_start(memory(kSource), place(kDestination), 4) == VMMC_ERROR_WITHDRAWN);
  CHECK(board.references.size() == references);
}

TEST_CASE("the second transfer of a message may be refused") {
  know_import(kDestination, 8192);
  CHECK(vmmc_send(memory(kSource), place(kDestination), 4) == VMMC_OK);
  board.imports[0].state = VMMC_ERROR_LOST;
  board.statuses = {kStarted, kRefused};
  CHECK(vmmc_send(memory(kSource), place(kDestination), 8192) == VMMC_ERROR_LOST);
}

TEST_CASE("a source that is a proxy has no meaning") {
  know_import(kDestination, 64);
  board.statuses = {VMMC_UDMA_INITIATION | VMMC_UDMA_WRONG_SPACE};
  CHECK(vmmc_send(memory(kSource), place(kDestination), 4) == VMMC_ERROR_ARGUMENT);
}

TEST_CASE("a handler that sends at any point of a send disturbs nothing") {
  static std::int32_t source[2048] = {1}, other = 77;
  bool ended = false;
  for (int point = 0; !ended; ++point) {
    board = FakeBoard();
    board.reads = true;
    know_import(kDestination, 8192);
    know_import(kDestination + 0x4000, 4096);
    board.handler_at = point;
    board.handler = [] { CHECK(vmmc_send(&other, place(kDestination + 0x4008), 4) == VMMC_OK); };
    INFO("interrupted before reference " << point);
    CHECK(vmmc_send(source, place(kDestination), 4) == VMMC_OK);
    ended = board.handler_at == point;
    int of_handler = 0;
    for (const Transfer& t : board.transfers) {
      const bool handlers = t.source == reinterpret_cast<std::uintptr_t>(&other);
      of_handler += handlers;
      CHECK(t.destination == (handlers ? kDestination + 0x4008 : kDestination));
    }
    CHECK(of_handler == (ended ? 0 : 1));
    CHECK(vmmc_send(source, place(kDestination + 8188), 8) == VMMC_ERROR_RANGE);
    REQUIRE(point < 50);
  }
}
