// SPDX-License-Identifier: MIT
// The other ways to start a send: a system call for each, or one compare-and-exchange on a command page.
#include <cstring>

#include "fake_board.h"
#include "tests/catch.h"

using References = std::vector<std::string>;
using Words = std::vector<std::int32_t>;

namespace {
constexpr std::uint32_t kBuffer = 0x80000000;
constexpr std::uint32_t kBusy = 64, kRunning = 32 | VMMC_COMMAND_MATCH;
alignas(4096) std::int32_t pages[4][1024];

// A machine with this way, a buffer of three pages, and sources that hold their own number.
void start_by(long initiation) {
  board = FakeBoard();
  board.initiation = initiation;
  board.reads = true;
  know_import(kBuffer, 3 * 4096);
  for (auto& page : pages)
    for (std::int32_t i = 0; i < 1024; ++i) page[i] = i;
}
}  // namespace

TEST_CASE("a send by system call is one trap, after the checks") {
  start_by(VMMC_INITIATION_SYSTEM_CALL);
  CHECK(vmmc_send(pages[0], place(kBuffer), 6) == VMMC_ERROR_ALIGNMENT);
  CHECK(vmmc_send(pages[0], place(kBuffer + 4096), 8196) == VMMC_ERROR_RANGE);
  CHECK(vmmc_send(pages[0], place(kBuffer), 8192) == VMMC_OK);
  CHECK(vmmc_send_notify(pages[0], place(kBuffer + 8), 8) == VMMC_OK);
  CHECK(vmmc_send_start(pages[0], place(kBuffer), 4) == VMMC_OK);
  CHECK(vmmc_send_start(pages[0], place(kBuffer + 4), 4096) == VMMC_ERROR_RANGE);
  CHECK(vmmc_send_done(pages[0]) == 1);
  CHECK(board.references.empty());
  const auto sends = traps_of(VMMC_TRAP_SEND);
  REQUIRE(sends.size() == 3);
  CHECK(sends[0][3] == 8192);
  CHECK(sends[0][4] == 0);
  CHECK(sends[1][2] == static_cast<long>(reinterpret_cast<std::uintptr_t>(place(kBuffer + 8))));
  CHECK(sends[1][4] == 1);
}

TEST_CASE("a send by system call has the kernel's result") {
  start_by(VMMC_INITIATION_SYSTEM_CALL);
  CHECK(vmmc_send(pages[0], place(kBuffer), 4) == VMMC_OK);
  board.trap_result = VMMC_ERROR_WITHDRAWN;
  CHECK(vmmc_send(pages[0], place(kBuffer), 4) == VMMC_ERROR_WITHDRAWN);
}

TEST_CASE("a compare-and-exchange is one reference, once its pages are paired") {
  start_by(VMMC_INITIATION_COMPARE_EXCHANGE);
  for (int i = 0; i < 3; ++i) CHECK(vmmc_send(&pages[0][2], place(kBuffer + 4096 + 8), 4) == VMMC_OK);
  CHECK(traps_of(VMMC_TRAP_PAIR).size() == 1);
  REQUIRE(board.transfers.size() == 3);
  CHECK(board.transfers[2].destination == kBuffer + 4096 + 8);
  CHECK(board.transfers[2].words == Words{2});
}

TEST_CASE("a page is paired anew for another destination, and for notification") {
  start_by(VMMC_INITIATION_COMPARE_EXCHANGE);
  CHECK(vmmc_send(pages[0], place(kBuffer), 4) == VMMC_OK);
  CHECK(vmmc_send(pages[0], place(kBuffer + 4096), 4) == VMMC_OK);
  CHECK(vmmc_send_notify(pages[0], place(kBuffer + 4096), 4) == VMMC_OK);
  CHECK(traps_of(VMMC_TRAP_PAIR).size() == 3);
  CHECK(board.transfers[1].destination == kBuffer + 4096);
  CHECK(board.transfers[2].destination == kBuffer + 4096 + SHRIMP_NOTIFYING_OFFSET);
}

TEST_CASE("data at another offset in their page are staged") {
  start_by(VMMC_INITIATION_COMPARE_EXCHANGE);
  CHECK(vmmc_send(&pages[0][1000], place(kBuffer + 8), 48 * 4) == VMMC_OK);
  Words sent;
  for (const Transfer& t : board.transfers) {
    CHECK(t.source != reinterpret_cast<std::uintptr_t>(&pages[0][1000]));
    CHECK(t.source % 4096 == t.destination % 4096);
    sent.insert(sent.end(), t.words.begin(), t.words.end());
  }
  REQUIRE(sent.size() == 48);
  CHECK(sent[23] == 1023);
  CHECK(sent[24] == 0);
  CHECK(board.transfers[1].destination == kBuffer + 8 + 24 * 4);
  const std::size_t pairs = traps_of(VMMC_TRAP_PAIR).size();
  CHECK(vmmc_send(&pages[0][1000], place(kBuffer + 8), 4) == VMMC_OK);
  CHECK(traps_of(VMMC_TRAP_PAIR).size() == pairs);
}

TEST_CASE("a staging page is not written while its last transfer reads it") {
  start_by(VMMC_INITIATION_COMPARE_EXCHANGE);
  CHECK(vmmc_send_start(&pages[0][1], place(kBuffer), 4) == VMMC_OK);
  board.statuses = {kRunning};
  CHECK(vmmc_send_start(&pages[0][2], place(kBuffer), 4) == VMMC_ERROR_BUSY);
  board.statuses = {kRunning, kRunning};
  CHECK(vmmc_send(&pages[0][3], place(kBuffer), 4) == VMMC_OK);
  CHECK(board.statuses.empty());
  CHECK(board.transfers.back().words == Words{3});
}

TEST_CASE("an engine that is occupied is tried again, or reported") {
  start_by(VMMC_INITIATION_COMPARE_EXCHANGE);
  board.statuses = {kBusy, kBusy};
  CHECK(vmmc_send(pages[0], place(kBuffer), 4) == VMMC_OK);
  CHECK(board.transfers.size() == 1);
  board.statuses = {kBusy};
  CHECK(vmmc_send_start(pages[0], place(kBuffer), 4) == VMMC_ERROR_BUSY);
  CHECK(board.transfers.size() == 1);
  CHECK(vmmc_send_start(pages[0], place(kBuffer), 4) == VMMC_OK);
  board.statuses = {kRunning, VMMC_COMMAND_IDLE};
  CHECK(vmmc_send_done(pages[0]) == 0);
  CHECK(vmmc_send_done(pages[0]) == 1);
}

TEST_CASE("a send that blocks waits until its source has been read") {
  start_by(VMMC_INITIATION_COMPARE_EXCHANGE);
  board.statuses = {VMMC_COMMAND_IDLE, kRunning, kRunning, VMMC_COMMAND_IDLE};
  CHECK(vmmc_send(pages[0], place(kBuffer), 4) == VMMC_OK);
  CHECK(board.statuses.empty());
}

TEST_CASE("a pairing that the kernel has ended is made again") {
  start_by(VMMC_INITIATION_COMPARE_EXCHANGE);
  CHECK(vmmc_send(pages[0], place(kBuffer), 4) == VMMC_OK);
  board.pairs.clear();
  CHECK(vmmc_send(pages[0], place(kBuffer), 4) == VMMC_OK);
  CHECK(board.transfers.size() == 2);
  board.pairs.clear();
  board.imports[0].state = VMMC_ERROR_WITHDRAWN;
  CHECK(vmmc_send(pages[0], place(kBuffer), 4) == VMMC_ERROR_WITHDRAWN);
  CHECK(board.transfers.size() == 2);
}

TEST_CASE("a board that always refuses is not asked for ever") {
  start_by(VMMC_INITIATION_COMPARE_EXCHANGE);
  board.statuses.assign(100, VMMC_COMMAND_ERROR);
  CHECK(vmmc_send(pages[0], place(kBuffer), 4) == VMMC_ERROR_DEVICE);
  CHECK_FALSE(board.statuses.empty());
}

namespace {
/// Words of the source, and offset in the buffer, of a message of one word. Where the offset in the page
/// differs from the word's, the data are staged.
struct Message {
  std::int32_t word;
  std::uint32_t offset;
};

int count(const Message& m) {
  int found = 0;
  for (const Transfer& t : board.transfers)
    found += t.words == Words{m.word} && t.destination == kBuffer + m.offset;
  return found;
}

int send(const Message& m) {
  return vmmc_send(&pages[0][m.word], place(kBuffer + m.offset), 4);
}

// Interrupts the send of `own` by that of `other` before each of its references and traps in turn.
void interrupt_everywhere(const Message& own, const Message& other) {
  bool ended = false;
  for (int point = 0; !ended; ++point) {
    start_by(VMMC_INITIATION_COMPARE_EXCHANGE);
    CHECK(send({0, 0}) == VMMC_OK);
    board.transfers.clear();
    board.events = 0;
    board.handler_at = point;
    board.handler = [&] { CHECK(send(other) == VMMC_OK); };
    INFO("word " << own.word << " to " << own.offset << ", interrupted before reference " << point
                 << " by word " << other.word << " to " << other.offset);
    CHECK(send(own) == VMMC_OK);
    ended = board.handler_at == point;
    CHECK(count(own) == 1);
    CHECK(count(other) == (ended ? 0 : 1));
    CHECK(board.transfers.size() == (ended ? 1 : 2));
    REQUIRE(point < 50);
  }
}
}  // namespace

TEST_CASE("a handler that sends at any point of a compare-and-exchange disturbs nothing") {
  const Message straight = {0, 4096}, staged = {1, 4096};
  for (const Message& own : {straight, staged}) {
    interrupt_everywhere(own, {2, 8192 + 8});  // straight, from the same page
    interrupt_everywhere(own, {3, 8192 + 8});  // staged, to another page
    interrupt_everywhere(own, {3, 4096});      // staged, to the same place
  }
}
