// SPDX-License-Identifier: MIT
// The calls that trap: what they refuse themselves, and what they hand to the kernel.
#include "fake_board.h"

#include <algorithm>

#include "tests/catch.h"

using Trap = std::vector<long>;

namespace {
long number(const void* address) {
  return static_cast<long>(reinterpret_cast<std::uintptr_t>(address));
}
void handle(unsigned) {}
}  // namespace

TEST_CASE("an export is checked, then handed to the kernel") {
  std::int32_t* buffer = memory(0x10000004);
  CHECK(vmmc_export(reinterpret_cast<char*>(buffer) + 1, 16, 7, nullptr, nullptr, 0) == VMMC_ERROR_ALIGNMENT);
  CHECK(vmmc_export(buffer, 15, 7, nullptr, nullptr, 0) == VMMC_ERROR_ALIGNMENT);
  CHECK(vmmc_export(buffer, 0, 7, nullptr, nullptr, 0) == VMMC_ERROR_RANGE);
  CHECK(vmmc_export(buffer, 0x80000000, 7, nullptr, nullptr, 0) == VMMC_ERROR_RANGE);
  CHECK(vmmc_export(buffer, 16, 7, nullptr, nullptr, -1) == VMMC_ERROR_ARGUMENT);
  CHECK(board.traps.empty());
  CHECK(vmmc_export(buffer, 16, 7, handle, nullptr, 0) == VMMC_OK);
  REQUIRE(board.traps.size() == 1);
  CHECK(board.traps[0] ==
        Trap{VMMC_TRAP_EXPORT, number(buffer), 16, 7, number(reinterpret_cast<void*>(handle)), 0});
}

TEST_CASE("an export names to the kernel who may import") {
  const vmmc_process admitted[] = {{0x0a000002, 100}, {0x0a000003, 0}, {0, 101}};
  CHECK(vmmc_export(memory(0x10000000), 16, 7, nullptr, admitted, 3) == VMMC_OK);
  REQUIRE(board.admitted.size() == 3);
  CHECK(board.admitted[1].node == 0x0a000003);
  CHECK(board.admitted[1].pid == 0);
  CHECK(board.admitted[2].node == 0);
  CHECK(board.admitted[2].pid == 101);
}

TEST_CASE("an export that admits nobody is another than one that admits everybody") {
  const vmmc_process nobody[1] = {};
  CHECK(vmmc_export(memory(0x10000000), 16, 7, nullptr, nobody, 0) == VMMC_OK);
  CHECK(board.traps[0][5] != 0);
  CHECK(board.admitted.empty());
}

TEST_CASE("what ends an export, and how it does, is the kernel's to say") {
  board.trap_result = VMMC_ERROR_NOT_EXPORTED;
  CHECK(vmmc_unexport(7) == VMMC_ERROR_NOT_EXPORTED);
  board.trap_result = VMMC_ERROR_LOST;
  CHECK(vmmc_export_state(7) == VMMC_ERROR_LOST);
  CHECK(board.traps ==
        std::vector<Trap>{{VMMC_TRAP_UNEXPORT, 7, 0, 0, 0, 0}, {VMMC_TRAP_EXPORT_STATE, 7, 0, 0, 0, 0}});
}

TEST_CASE("importers are listed as far as there is room") {
  vmmc_process list[3] = {};
  board.trap_result = 3;
  CHECK(vmmc_importers(7, nullptr, 0) == 3);
  CHECK(vmmc_importers(7, list, 2) == 3);
  CHECK(list[1].node == 0x0a000002);
  CHECK(list[1].pid == 101);
  CHECK(list[2].pid == 0);
  CHECK(vmmc_importers(7, list, -1) == VMMC_ERROR_ARGUMENT);
  board.trap_result = VMMC_ERROR_NOT_EXPORTED;
  CHECK(vmmc_importers(8, list, 3) == VMMC_ERROR_NOT_EXPORTED);
}

TEST_CASE("a binding starts at page ends on both sides") {
  char* pages = reinterpret_cast<char*>(memory(0x10000000));
  const vmmc_proxy proxy = place(0x80000000);
  CHECK(vmmc_bind(pages + 4, proxy, 4, VMMC_TIMER_WRITE, 0) == VMMC_ERROR_ALIGNMENT);
  CHECK(vmmc_bind(pages, vmmc_at(proxy, 4), 4, VMMC_TIMER_WRITE, 0) == VMMC_ERROR_ALIGNMENT);
  CHECK(vmmc_bind(pages, proxy, 2, VMMC_TIMER_WRITE, 0) == VMMC_ERROR_ALIGNMENT);
  CHECK(vmmc_bind(pages, proxy, 0, VMMC_TIMER_WRITE, 0) == VMMC_ERROR_RANGE);
  CHECK(vmmc_bind(pages, proxy, 4, static_cast<vmmc_update_mode>(0), 0) == VMMC_ERROR_ARGUMENT);
  CHECK(vmmc_bind(pages, proxy, 4, static_cast<vmmc_update_mode>(4), 0) == VMMC_ERROR_ARGUMENT);
  CHECK(vmmc_unbind(pages + 4, 4) == VMMC_ERROR_ALIGNMENT);
  CHECK(board.traps.empty());
  CHECK(vmmc_bind(pages, proxy, 8, VMMC_BLOCK_WRITE, 5) == VMMC_OK);
  CHECK(vmmc_unbind(pages, 8) == VMMC_OK);
  CHECK(board.traps == std::vector<Trap>{{VMMC_TRAP_BIND, number(pages), number(proxy), 8, 1, 2},
                                         {VMMC_TRAP_BIND, number(pages), 0, 8, 0, 0}});
}

TEST_CASE("a caching policy is for whole pages") {
  CHECK(vmmc_cache_policy(memory(0x10000004), 4096, VMMC_UNCACHED) == VMMC_ERROR_ALIGNMENT);
  CHECK(vmmc_cache_policy(memory(0x10000000), 0, VMMC_UNCACHED) == VMMC_ERROR_RANGE);
  CHECK(vmmc_cache_policy(memory(0x10000000), 1, static_cast<vmmc_caching>(3)) == VMMC_ERROR_ARGUMENT);
  CHECK(vmmc_cache_policy(memory(0x10000000), 4097, VMMC_UNCACHED) == VMMC_OK);
  CHECK(board.traps ==
        std::vector<Trap>{{VMMC_TRAP_CACHE_POLICY, number(memory(0x10000000)), 4097, 2, 0, 0}});
}

TEST_CASE("a process asks who it is, and which nodes there are") {
  CHECK(vmmc_self().node == 0x0a000003);
  CHECK(vmmc_self().pid == 101);
  board.trap_result = 2;
  vmmc_node nodes[3] = {};
  CHECK(vmmc_nodes(nullptr, 0) == 2);
  CHECK(vmmc_nodes(nodes, 3) == 2);
  CHECK(nodes[1] == 0x0a000002);
  CHECK(nodes[2] == 0);
  CHECK(vmmc_nodes(nodes, -1) == VMMC_ERROR_ARGUMENT);
}

TEST_CASE("a program is started with its arguments") {
  char name[] = "child", one[] = "one";
  char* const arguments[] = {name, one, nullptr};
  vmmc_process child = {};
  CHECK(vmmc_spawn("child.c", arguments, 0x0a000002, &child) == VMMC_OK);
  CHECK(child.node == 0x0a000002);
  CHECK(child.pid == 107);
  CHECK(board.traps[0][2] == number(arguments));
  CHECK(vmmc_spawn("child.c", nullptr, 0x0a000002, &child) == VMMC_OK);
  CHECK(reinterpret_cast<char* const*>(board.traps[1][2])[1] == nullptr);
  board.trap_result = VMMC_ERROR_NO_PROGRAM;
  child = {};
  CHECK(vmmc_spawn("nothing.c", arguments, 0x0a000002, &child) == VMMC_ERROR_NO_PROGRAM);
  CHECK(child.pid == 0);
}

TEST_CASE("notifications are blocked, unblocked and awaited by the kernel") {
  vmmc_block_notifications();
  board.trap_result = VMMC_ERROR_IN_HANDLER;
  CHECK(vmmc_unblock_notifications() == VMMC_ERROR_IN_HANDLER);
  board.trap_result = 3;
  CHECK(vmmc_wait_notification() == 3);
  REQUIRE(board.traps.size() == 3);
  CHECK(board.traps[0][0] == VMMC_TRAP_BLOCK);
  CHECK(board.traps[1][0] == VMMC_TRAP_UNBLOCK);
  CHECK(board.traps[2][0] == VMMC_TRAP_WAIT_NOTIFICATION);
}

TEST_CASE("every error has a sentence of its own") {
  std::vector<std::string> sentences;
  std::vector<int> codes;
  for (int code = VMMC_ERROR_ALIGNMENT; code >= VMMC_ERROR_TOO_MANY; --code) codes.push_back(code);
  codes.push_back(VMMC_ERROR_BUSY);
  codes.push_back(VMMC_ERROR_DEVICE);
  for (const int code : codes) {
    const std::string text = vmmc_error_text(code);
    INFO("code " << code);
    CHECK(text != "an unknown error.");
    CHECK(std::find(sentences.begin(), sentences.end(), text) == sentences.end());
    sentences.push_back(text);
  }
  CHECK(std::string(vmmc_error_text(-999)) == "an unknown error.");
  CHECK(std::string(vmmc_error_text(0)) == "no error.");
  CHECK(std::string(vmmc_error_text(3)) == "no error.");
}
