// SPDX-License-Identifier: MIT
// The interface of 1995: words instead of bytes, else that of vmmc.h.
#include "fake_board.h"
#include "sbl_ext.h"
#include "tests/catch.h"

namespace {
constexpr std::uint32_t kSource = 0x10000000, kBuffer = 0x80000000;
}

TEST_CASE("SBL counts words") {
  know_import(kBuffer, 4096);
  Int32* proxy = nullptr;
  int words = 0;
  CHECK(SBL_ImportRecvBuf(0x0a000002, 100, 1, &proxy, &words) == SBL_OK);
  CHECK(proxy == memory(kBuffer));
  CHECK(words == 1024);
  CHECK(SBL_SendMsg(memory(kSource), proxy + 2, 3) == SBL_OK);
  CHECK(board.references.front() == "STORE 80000008 12");
  CHECK(SBL_SendMsg(memory(kSource), proxy, 1025) == SBL_ERange);
  CHECK(SBL_SendMsg(memory(kSource), proxy, 0) == SBL_ERange);
  CHECK(SBL_SendMsg(memory(kSource), proxy, -1) == SBL_ERange);
  CHECK(SBL_SendMsg(memory(kSource), proxy, 0x40000001) == SBL_ERange);
  CHECK(SBL_SendMsg(memory(kSource), memory(0x20000000), 1) == SBL_ENotImported);
}

TEST_CASE("SBL notifies, starts without waiting, and says when a send is done") {
  know_import(kBuffer, 4096);
  CHECK(SBL_SendMsgWithNotify(memory(kSource), memory(kBuffer), 1) == SBL_OK);
  CHECK(board.references.front() == "STORE a0000000 4");
  CHECK(SBL_SendMsgStart(memory(kSource), memory(kBuffer), -1) == SBL_ERange);
  CHECK(SBL_SendMsgStart(memory(kSource), memory(kBuffer), 1) == SBL_OK);
  board.statuses = {VMMC_UDMA_MATCH, VMMC_UDMA_INITIATION | VMMC_UDMA_INVALID};
  CHECK(SBL_SendMsgDone(memory(kSource)) == 0);
  CHECK(SBL_SendMsgDone(memory(kSource)) == 1);
}

TEST_CASE("an SBL import without waiting is written to the program's own variables") {
  Int32* proxy = nullptr;
  int words = 5;
  CHECK(SBL_ImportRecvBufReq(0x0a000002, 100, 1, &proxy, &words, 1) == SBL_EArgument);
  CHECK(words == 5);
  CHECK(SBL_ImportRecvBufReq(0x0a000002, 100, 1, &proxy, &words, 0) == SBL_OK);
  CHECK(words == 0);
  REQUIRE(board.traps.size() == 1);
  CHECK(board.traps[0][4] == static_cast<long>(reinterpret_cast<std::uintptr_t>(&proxy)));
  CHECK(board.traps[0][5] == static_cast<long>(reinterpret_cast<std::uintptr_t>(&words)));
}

TEST_CASE("an SBL export admits everybody and takes a handler") {
  const SBL_MsgHandler handler = [](unsigned) {};
  CHECK(SBL_ExportRecvBuf(memory(0x10000002), 4, 7, nullptr, 0) == SBL_EAlignment);
  CHECK(SBL_ExportRecvBuf(memory(0x10000004), 0, 7, nullptr, 0) == SBL_ERange);
  CHECK(SBL_ExportRecvBuf(memory(0x10000004), 0x20000000, 7, nullptr, 0) == SBL_ERange);
  CHECK(SBL_ExportRecvBuf(memory(0x10000004), 4, 7, nullptr, 1) == SBL_EArgument);
  CHECK(board.traps.empty());
  CHECK(SBL_ExportRecvBuf(memory(0x10000004), 4, 7, handler, 0) == SBL_OK);
  REQUIRE(board.traps.size() == 1);
  CHECK(board.traps[0][2] == 16);
  CHECK(board.traps[0][4] == static_cast<long>(reinterpret_cast<std::uintptr_t>(handler)));
  CHECK(board.traps[0][5] == 0);
}

TEST_CASE("AU_Disable ends a mapping, whatever its other arguments") {
  CHECK(SBL_AUMap(memory(kSource), memory(kBuffer), 1, 7, AU_TimerWrite) == SBL_OK);
  CHECK(SBL_AUMap(memory(kSource), memory(kBuffer + 4), 1, 0, AU_Disable) == SBL_OK);
  CHECK(SBL_AUMap(memory(kSource), memory(kBuffer), -1, 0, AU_TimerWrite) == SBL_ERange);
  CHECK(SBL_AUMap(memory(kSource), memory(kBuffer), 1, 0, static_cast<SBL_AUWriteType>(4)) == SBL_EArgument);
  REQUIRE(board.traps.size() == 2);
  CHECK(board.traps[0][4] == 1);
  CHECK(board.traps[0][5] == 3);
  CHECK(board.traps[1][5] == 0);
  CHECK(SBL_CachePolicy(memory(kSource), 4096, SBL_Uncached) == SBL_OK);
  CHECK(SBL_CachePolicy(memory(kSource), -1, SBL_Uncached) == SBL_ERange);
}

TEST_CASE("the nodes are asked for once") {
  int count = 0, again = 0;
  NodeID *nodes = nullptr, *same = nullptr;
  board.trap_result = 2;
  CHECK(SBL_Hosts(&count, &nodes) == SBL_OK);
  CHECK(SBL_Hosts(&again, &same) == SBL_OK);
  CHECK(count == 2);
  CHECK(nodes[1] == 0x0a000002);
  CHECK(same == nodes);
  CHECK(board.traps.size() == 2);
}

TEST_CASE("an importer table grows to what the kernel has") {
  int count = 0;
  SBL_Squid* squids = nullptr;
  NodeID* nodes = nullptr;
  CHECK(SBL_Importers(1, &count, &squids, &nodes) == SBL_OK);
  CHECK(count == 0);
  board.trap_result = 3;
  CHECK(SBL_Importers(1, &count, &squids, &nodes) == SBL_OK);
  CHECK(count == 3);
  CHECK(squids[2] == 102);
  CHECK(nodes[0] == 0x0a000001);
}

TEST_CASE("SBL spawns, blocks and unblocks") {
  char file[] = "child.c";
  char* argv[] = {file, nullptr};
  SBL_Squid squid = 0;
  CHECK(SBL_Spawn(file, argv, 0x0a000002, &squid) == SBL_OK);
  CHECK(squid == 107);
  SBL_BlockNotifications();
  board.trap_result = VMMC_ERROR_IN_HANDLER;
  CHECK(SBL_UnblockNotifications() == SBL_ENotInHandler);
  CHECK(SBL_PageSize() == 4096);
  CHECK(SBL_WordSize() == 4);
}
