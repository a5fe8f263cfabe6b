// SPDX-License-Identifier: MIT
// Imports, and what the library remembers of them.
#include "fake_board.h"
#include "tests/catch.h"

namespace {
constexpr vmmc_process kExporter = {0x0a000002, 100};
constexpr std::uint32_t kSource = 0x10000000, kBuffer = 0x80000010;
}  // namespace

TEST_CASE("an import yields the proxy and the length in bytes") {
  know_import(kBuffer, 64);
  vmmc_proxy proxy = nullptr;
  std::size_t bytes = 0;
  CHECK(vmmc_import(kExporter, 7, &proxy, &bytes) == VMMC_OK);
  CHECK(proxy == place(kBuffer));
  CHECK(bytes == 64);
  REQUIRE(board.traps.size() == 1);
  CHECK(board.traps[0][1] == 0x0a000002);
  CHECK(board.traps[0][2] == 100);
  CHECK(board.traps[0][3] == 7);
}

TEST_CASE("an import that fails changes nothing") {
  board.trap_result = VMMC_ERROR_PERMISSION;
  vmmc_proxy proxy = place(4);
  std::size_t bytes = 5;
  vmmc_import_request import;
  CHECK(vmmc_import(kExporter, 7, &proxy, &bytes) == VMMC_ERROR_PERMISSION);
  CHECK(vmmc_import_start(kExporter, 7, &import) == VMMC_ERROR_PERMISSION);
  CHECK(proxy == place(4));
  CHECK(bytes == 5);
}

TEST_CASE("an import that does not wait is done when the kernel has written its size") {
  vmmc_import_request import;
  vmmc_proxy proxy = nullptr;
  std::size_t bytes = 0;
  CHECK(vmmc_import_start(kExporter, 7, &import) == VMMC_OK);
  CHECK(vmmc_import_done(&import, &proxy, &bytes) == 0);
  CHECK(proxy == nullptr);
  import.words = VMMC_ERROR_NO_PROCESS;
  CHECK(vmmc_import_done(&import, &proxy, &bytes) == VMMC_ERROR_NO_PROCESS);
  import.proxy = place(kBuffer);
  import.words = 3;
  CHECK(vmmc_import_done(&import, &proxy, &bytes) == 1);
  CHECK(proxy == place(kBuffer));
  CHECK(bytes == 12);
}

TEST_CASE("an imported buffer is remembered, so that a send asks nobody") {
  know_import(kBuffer, 64);
  vmmc_proxy proxy = nullptr;
  std::size_t bytes = 0;
  CHECK(vmmc_import(kExporter, 7, &proxy, &bytes) == VMMC_OK);
  CHECK(vmmc_send(memory(kSource), proxy, 64) == VMMC_OK);
  CHECK(vmmc_send(memory(kSource), vmmc_at(proxy, 32), 36) == VMMC_ERROR_RANGE);
  CHECK(board.traps.size() == 1);
}

TEST_CASE("the kernel is asked once about a buffer that the library does not remember") {
  know_import(kBuffer, 16);
  CHECK(vmmc_send(memory(kSource), place(kBuffer), 16) == VMMC_OK);
  CHECK(vmmc_send(memory(kSource), place(kBuffer), 20) == VMMC_ERROR_RANGE);
  CHECK(board.traps.size() == 1);
  CHECK(traps_of(VMMC_TRAP_IMPORTED).size() == 1);
}

TEST_CASE("more imports than the library remembers serve as well") {
  for (std::uint32_t i = 0; i < 200; ++i) know_import(0x80000000 + i * 0x2000, 16);
  for (int round = 0; round < 2; ++round) {
    for (std::uint32_t i = 0; i < 200; ++i) {
      CHECK(vmmc_send(memory(kSource), place(0x80000000 + i * 0x2000), 16) == VMMC_OK);
      CHECK(vmmc_send(memory(kSource), place(0x80000000 + i * 0x2000), 20) == VMMC_ERROR_RANGE);
    }
  }
}

TEST_CASE("after an unimport its proxies are refused, whatever the library remembered") {
  know_import(kBuffer, 64);
  vmmc_proxy proxy = nullptr;
  std::size_t bytes = 0;
  REQUIRE(vmmc_import(kExporter, 7, &proxy, &bytes) == VMMC_OK);
  REQUIRE(vmmc_send(memory(kSource), proxy, 4) == VMMC_OK);
  CHECK(vmmc_unimport(vmmc_at(proxy, 4)) == VMMC_ERROR_NOT_IMPORTED);
  CHECK(vmmc_send(memory(kSource), proxy, 4) == VMMC_OK);
  CHECK(vmmc_unimport(proxy) == VMMC_OK);
  const std::size_t references = board.references.size();
  CHECK(vmmc_send(memory(kSource), proxy, 4) == VMMC_ERROR_NOT_IMPORTED);
  CHECK(vmmc_send_start(memory(kSource), vmmc_at(proxy, 60), 4) == VMMC_ERROR_NOT_IMPORTED);
  CHECK(vmmc_import_state(proxy) == VMMC_ERROR_NOT_IMPORTED);
  CHECK(vmmc_unimport(proxy) == VMMC_ERROR_NOT_IMPORTED);
  CHECK(board.references.size() == references);
}

TEST_CASE("a handler that sends at any point of an unimport leaves nothing remembered") {
  bool ended = false;
  for (int point = 0; !ended; ++point) {
    board = FakeBoard();
    know_import(kBuffer, 64);
    REQUIRE(vmmc_send(memory(kSource), place(kBuffer), 4) == VMMC_OK);
    board.references.clear();
    board.events = 0;
    board.handler_at = point;
    board.handler = [] {
      const bool gone = board.imports.empty();
      CHECK(vmmc_send(memory(kSource), place(kBuffer), 4) == (gone ? VMMC_ERROR_NOT_IMPORTED : VMMC_OK));
    };
    INFO("interrupted before trap " << point);
    CHECK(vmmc_unimport(place(kBuffer)) == VMMC_OK);
    ended = board.handler_at == point;
    const std::size_t references = board.references.size();
    CHECK(vmmc_send(memory(kSource), place(kBuffer), 4) == VMMC_ERROR_NOT_IMPORTED);
    CHECK(board.references.size() == references);
    REQUIRE(point < 10);
  }
}

TEST_CASE("a proxy range that is used again has its new size") {
  know_import(kBuffer, 64);
  vmmc_proxy proxy = nullptr;
  std::size_t bytes = 0;
  REQUIRE(vmmc_import(kExporter, 7, &proxy, &bytes) == VMMC_OK);
  REQUIRE(vmmc_unimport(proxy) == VMMC_OK);
  know_import(kBuffer, 32);
  REQUIRE(vmmc_import(kExporter, 8, &proxy, &bytes) == VMMC_OK);
  CHECK(vmmc_send(memory(kSource), proxy, 36) == VMMC_ERROR_RANGE);
  CHECK(vmmc_send(memory(kSource), proxy, 32) == VMMC_OK);
}

TEST_CASE("an import says when its buffer was withdrawn or has lost data") {
  know_import(kBuffer, 64);
  CHECK(vmmc_import_state(place(kBuffer + 60)) == VMMC_OK);
  board.imports[0].state = VMMC_ERROR_WITHDRAWN;
  CHECK(vmmc_import_state(place(kBuffer)) == VMMC_ERROR_WITHDRAWN);
  board.imports[0].state = VMMC_ERROR_LOST;
  CHECK(vmmc_import_state(place(kBuffer)) == VMMC_ERROR_LOST);
  CHECK(vmmc_import_state(place(kBuffer + 64)) == VMMC_ERROR_NOT_IMPORTED);
}
