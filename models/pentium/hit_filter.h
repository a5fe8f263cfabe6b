// SPDX-License-Identifier: MIT
// The lines of the data cache that the running process may touch without asking: the inline hit path of an
// instrumented access (sim/process) compares one entry and goes on.
//
// It is a mirror, not a cache: an entry names the virtual line that is most recently used in its set, mapped,
// in the TLB, and for stores in a write-back page whose line is modified already. Touching such a line
// changes no state of the modelled machine, so that the inline path may skip the model and no simulated
// number changes. Whatever changes that state (fill, eviction, snoop, TLB eviction, another way becoming most
// recently used) must forget the entry first. Not hardware.
#pragma once
#include <array>
#include <cstdint>

#include "models/common/address.h"

namespace shrimp {

struct alignas(page_bytes) HitFilter {
  static constexpr std::uint32_t line_bytes = 32;
  static constexpr std::uint32_t entries =
      page_bytes / line_bytes;                     // indexed by offset in page, so v or p alike
  static constexpr std::uint64_t no_line = ~0ULL;  // never equal to an address with low bits clear

  struct Entry {
    std::uint64_t load_line = no_line;   // virtual address of a line that loads may hit, low 5 bits 0
    std::uint64_t store_line = no_line;  // the same for stores
    std::uint64_t unused[2] = {0, 0};    // an entry is 32 bytes: its offset is the line's offset in the page
  };
  std::array<Entry, entries> entry;

  static std::uint32_t index(std::uint64_t address) { return (address % page_bytes) / line_bytes; }
  void forget_line(PhysicalAddress address) { entry[index(address)] = Entry{}; }
  void forget_store(PhysicalAddress address) { entry[index(address)].store_line = no_line; }
  void forget_all() { entry.fill(Entry{}); }
  void forget_virtual_page(std::uint64_t page_address) {
    for (Entry& e : entry)
      if ((e.load_line & ~std::uint64_t{page_bytes - 1}) == page_address) e = Entry{};
  }
};

}  // namespace shrimp
