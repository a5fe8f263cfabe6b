// SPDX-License-Identifier: MIT
// The calls that trap: what they refuse themselves, and what they hand to the kernel.
#include "fake_board.h"
#include "sbl_ext.h"
#include "tests/catch.h"
#include "trap.h"

TEST_CASE("an export is checked, then handed to the kernel in bytes") {
  Int32* buffer = memory(0x10000004);
  auto* odd = reinterpret_cast<Int32*>(reinterpret_cast<std::uintptr_t>(buffer) + 1);
  CHECK(SBL_ExportRecvBuf(odd, 4, 7, nullptr, 0) == SBL_EAlignment);
  CHECK(SBL_ExportRecvBuf(buffer, 0, 7, nullptr, 0) == SBL_ERange);
  CHECK(SBL_ExportRecvBuf(buffer, 0x20000000, 7, nullptr, 0) == SBL_ERange);
  CHECK(SBL_ExportRecvBuf(buffer, 4, 7, nullptr, 1) == SBL_EArgument);
  CHECK(SBL_ExportRecvBuf(
            buffer, 4, 7, [](unsigned) {}, 0) == SBL_EUnsupported);
  CHECK(board.traps.empty());
  CHECK(SBL_ExportRecvBuf(buffer, 4, 7, nullptr, 0) == SBL_OK);
  REQUIRE(board.traps.size() == 1);
  CHECK(board.traps[0] == std::vector<long>{VMMC_TRAP_EXPORT, reinterpret_cast<long>(buffer), 16, 7, 0, 0});
}

TEST_CASE("a mapping starts at page ends on both sides, unless it is ended") {
  Int32* send = memory(0x10000000);
  Int32* proxy = memory(0x80000000);
  CHECK(SBL_AUMap(send + 1, proxy, 4, 0, AU_TimerWrite) == SBL_EAlignment);
  CHECK(SBL_AUMap(send, proxy + 1, 4, 0, AU_TimerWrite) == SBL_EAlignment);
  CHECK(SBL_AUMap(send, proxy, 0, 0, AU_TimerWrite) == SBL_ERange);
  CHECK(SBL_AUMap(send, proxy, 4, 1, AU_TimerWrite) == SBL_EUnsupported);
  CHECK(board.traps.empty());
  CHECK(SBL_AUMap(send, proxy, 4, 0, AU_TimerWrite) == SBL_OK);
  CHECK(SBL_AUMap(send, proxy + 1, 4, 0, AU_Disable) == SBL_OK);
  REQUIRE(board.traps.size() == 2);
  CHECK(board.traps[0][5] == 3);
  CHECK(board.traps[1][2] == 0);
}

TEST_CASE("a caching policy is for whole pages") {
  CHECK(SBL_CachePolicy(memory(0x10000004), 4096, SBL_Uncached) == SBL_EAlignment);
  CHECK(SBL_CachePolicy(memory(0x10000000), 0, SBL_Uncached) == SBL_ERange);
  CHECK(SBL_CachePolicy(memory(0x10000000), 4096, SBL_Uncached) == SBL_OK);
  CHECK(board.traps.size() == 1);
}

TEST_CASE("the kernel's refusals become the library's error codes") {
  board.trap_result = VMMC_ERROR_OVERLAP;
  CHECK(SBL_ExportRecvBuf(memory(0x10000000), 4, 7, nullptr, 0) == SBL_EOverlap);
  board.trap_result = VMMC_ERROR_NO_NODE;
  Int32* proxy = nullptr;
  int words = 0;
  CHECK(SBL_ImportRecvBuf(1, 100, 1, &proxy, &words) == SBL_ENoNode);
  CHECK(SBL_ImportRecvBufReq(1, 100, 1, &proxy, &words, 0) == SBL_ENoNode);
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
