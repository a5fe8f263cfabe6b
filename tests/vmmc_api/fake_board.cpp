// SPDX-License-Identifier: MIT
#include "fake_board.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

FakeBoard board;

namespace {

constexpr std::uintptr_t kPage = 4096;

// A handler runs once, and nothing interrupts it.
void event() {
  if (board.events++ != board.handler_at) return;
  board.handler_at = -1;
  board.handler();
}

void transfer(const void* source, std::uint32_t destination, std::int32_t bytes) {
  Transfer t{reinterpret_cast<std::uintptr_t>(source), destination, {}};
  if (board.reads) {
    t.words.resize(static_cast<std::size_t>(bytes) / 4);
    std::memcpy(t.words.data(), source, static_cast<std::size_t>(bytes));
  }
  board.transfers.push_back(t);
}

bool next_status(std::uint32_t& status) {
  if (board.statuses.empty()) return false;
  status = board.statuses.front();
  board.statuses.pop_front();
  return true;
}

FakeBoard::Import* import_at(std::uintptr_t address) {
  for (FakeBoard::Import& i : board.imports)
    if (address - i.start < static_cast<std::uintptr_t>(i.words) * 4) return &i;
  return nullptr;
}

template <class T>
void write(long address, T value) {
  *reinterpret_cast<T*>(address) = value;
}

void note_permissions(long address) {
  board.admitted.clear();
  if (address == 0) return;
  const auto& list = *reinterpret_cast<const vmmc_permission_list*>(address);
  for (std::uint64_t i = 0; i < list.count; ++i)
    board.admitted.push_back({list.entries[i].node, list.entries[i].pid});
}

long answer_import(const long* a) {
  write<std::int32_t>(a[4], 0);
  if (board.imports.empty()) return VMMC_OK;
  write(a[3], board.imports.back().start);
  write(a[4], board.imports.back().words);
  return VMMC_OK;
}

long answer_imported(const long* a) {
  const FakeBoard::Import* i = import_at(static_cast<std::uintptr_t>(a[0]));
  if (!i) return VMMC_ERROR_NOT_IMPORTED;
  if (i->state < 0) return i->state;
  write(a[1], i->start);
  write(a[2], i->words);
  return VMMC_OK;
}

long answer_unimport(const long* a) {
  const auto start = static_cast<std::uintptr_t>(a[0]);
  const auto found = std::find_if(board.imports.begin(), board.imports.end(),
                                  [&](const FakeBoard::Import& i) { return i.start == start; });
  if (found == board.imports.end()) return VMMC_ERROR_NOT_IMPORTED;
  board.imports.erase(found);
  return VMMC_OK;
}

long answer_pair(const long* a) {
  const auto destination = static_cast<std::uintptr_t>(a[1]);
  const bool notifying = static_cast<std::uint32_t>(destination) >= 0xa0000000;
  const FakeBoard::Import* i = import_at(destination - (notifying ? SHRIMP_NOTIFYING_OFFSET : 0));
  if (!i) return VMMC_ERROR_NOT_IMPORTED;
  if (i->state < 0) return i->state;
  board.pairs[static_cast<std::uintptr_t>(a[0]) / kPage] = destination / kPage;
  return VMMC_OK;
}

}  // namespace

void vmmc_udma_store(vmmc_proxy destination, int32_t bytes) {
  event();
  board.references.push_back(fmt::format("STORE {:08x} {}", low(destination), bytes));
  board.loaded = low(destination);
  board.loaded_bytes = bytes;
}

uint32_t vmmc_udma_load(const void* source) {
  event();
  board.references.push_back(fmt::format("LOAD {:08x}", low(source)));
  std::uint32_t status;
  if (next_status(status)) return status;
  if (board.loaded == 0) return VMMC_UDMA_INITIATION | VMMC_UDMA_INVALID;
  transfer(source, board.loaded, board.loaded_bytes);
  board.loaded = 0;
  return VMMC_UDMA_MATCH;
}

uint32_t vmmc_command_exchange(const void* source, uint32_t bytes) {
  event();
  board.references.push_back(fmt::format("EXCHANGE {:08x} {}", low(source), bytes));
  std::uint32_t status;
  if (next_status(status)) return status;
  const auto address = reinterpret_cast<std::uintptr_t>(source);
  const auto pair = board.pairs.find(address / kPage);
  if (pair == board.pairs.end()) return VMMC_COMMAND_ERROR;
  transfer(source, static_cast<std::uint32_t>(pair->second * kPage + address % kPage),
           static_cast<std::int32_t>(bytes));
  return VMMC_COMMAND_IDLE;
}

uint32_t vmmc_command_load(const void* source) {
  event();
  board.references.push_back(fmt::format("COMMAND {:08x}", low(source)));
  std::uint32_t status;
  return next_status(status) ? status : 0;
}

void shrimp_take_signals(void) {}

long shrimp_trap(long number, long a, long b, long c, long d, long e) {
  event();
  if (number == VMMC_TRAP_INITIATION) return board.initiation;
  board.traps.push_back({number, a, b, c, d, e});
  if (board.trap_result < 0) return board.trap_result;
  const long arguments[] = {a, b, c, d, e};
  switch (number) {
    case VMMC_TRAP_EXPORT:
      note_permissions(e);
      break;
    case VMMC_TRAP_IMPORT:
    case VMMC_TRAP_IMPORT_START:
      return answer_import(arguments);
    case VMMC_TRAP_IMPORTED:
      return answer_imported(arguments);
    case VMMC_TRAP_UNIMPORT:
      return answer_unimport(arguments);
    case VMMC_TRAP_PAIR:
      return answer_pair(arguments);
    case VMMC_TRAP_SPAWN:
      write<std::int32_t>(d, 107);
      break;
    case VMMC_TRAP_SELF:
      write<std::uint32_t>(a, 0x0a000003);
      write<std::int32_t>(b, 101);
      break;
    case VMMC_TRAP_NODES:
      for (long i = 0; i < b && i < board.trap_result; ++i)
        write(a + i * 4, 0x0a000001 + static_cast<std::uint32_t>(i));
      break;
    case VMMC_TRAP_IMPORTERS:
      for (long i = 0; i < d && i < board.trap_result; ++i) {
        write(b + i * 4, 0x0a000001 + static_cast<std::uint32_t>(i));
        write(c + i * 4, 100 + static_cast<std::int32_t>(i));
      }
      break;
    default:
      break;
  }
  return board.trap_result;
}

std::vector<std::vector<long>> traps_of(long number) {
  std::vector<std::vector<long>> found;
  for (const auto& t : board.traps)
    if (t[0] == number) found.push_back(t);
  return found;
}
