// SPDX-License-Identifier: MIT
#include "fake_board.h"

#include <fmt/format.h>

#include "trap.h"

FakeBoard board;

void vmmc_udma_store(Int32* destination, Int32 bytes) {
  board.references.push_back(fmt::format(
      "STORE {:08x} {}", static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(destination)), bytes));
  board.dest_loaded = true;
}

uint32_t vmmc_udma_load(const Int32* source) {
  board.references.push_back(
      fmt::format("LOAD {:08x}", static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(source))));
  if (!board.statuses.empty()) {
    const std::uint32_t status = board.statuses.front();
    board.statuses.pop_front();
    return status;
  }
  const bool starts = board.dest_loaded;
  board.dest_loaded = false;
  return starts ? VMMC_UDMA_MATCH : VMMC_UDMA_INITIATION | VMMC_UDMA_INVALID;
}

long shrimp_trap(long number, long a, long b, long c, long d, long e) {
  board.traps.push_back({number, a, b, c, d, e});
  if (board.trap_result < 0) return board.trap_result;
  switch (number) {
    case VMMC_TRAP_IMPORT:
      *reinterpret_cast<std::uintptr_t*>(d) = board.imported_start;
      *reinterpret_cast<int*>(e) = board.imported_words;
      break;
    case VMMC_TRAP_IMPORTED: {
      const auto offset = static_cast<std::uintptr_t>(a) - board.imported_start;
      if (offset >= static_cast<std::uintptr_t>(board.imported_words) * 4) return VMMC_ERROR_NOT_IMPORTED;
      *reinterpret_cast<std::uintptr_t*>(b) = board.imported_start;
      *reinterpret_cast<int*>(c) = board.imported_words;
      break;
    }
    case VMMC_TRAP_NODES:
      for (long i = 0; i < b; ++i)
        reinterpret_cast<std::uint32_t*>(a)[i] = 0x0a000001 + static_cast<std::uint32_t>(i);
      break;
    case VMMC_TRAP_IMPORTERS:
      for (long i = 0; i < d; ++i) {
        reinterpret_cast<std::uint32_t*>(b)[i] = 0x0a000001 + static_cast<std::uint32_t>(i);
        reinterpret_cast<std::int32_t*>(c)[i] = 100 + static_cast<std::int32_t>(i);
      }
      break;
    default:
      break;
  }
  return board.trap_result;
}
