// SPDX-License-Identifier: MIT
// A process's page table: the Pentium's two levels of 1,024 entries over the low 32 bits of an address.
//
// Each entry carries the per-page cache policy (the PWT and PCD bits [P]) and what the kernel's invariants
// for user-level DMA and its page-out daemon need (HPCA'96, section 6): present, writable, dirty, accessed.
// The policy belongs to the page: it stays when the page loses its frame.
#pragma once
#include <array>
#include <cstdint>
#include <memory>

#include "models/common/address.h"

namespace shrimp {

struct PageTableEntry {
  bool present = false;
  bool writable = false;
  bool dirty = false;
  CachePolicy policy = CachePolicy::write_back;
  bool automatic_update_source = false;  // bound by SBL_AUMap: the board watches its writes
  std::uint32_t frame = 0;               // physical page number, also of proxies
  bool accessed = false;                 // by a page walk since the page-out daemon last cleared it
  bool on_disk = false;                  // taken out of memory
  bool held = false;                     // needed by a reference or call that is not over yet
};

class PageTable {
 public:
  using VirtualPage = std::uint32_t;  // of the low 32 bits: 20 bits wide

  /// The entry of a page; null if its second-level table does not exist.
  PageTableEntry* find(VirtualPage page) const {
    const auto& table = directory_[page >> 10];
    return table ? &(*table)[page & 1023] : nullptr;
  }
  /// The entry of a page, made if need be.
  PageTableEntry& entry(VirtualPage page) {
    auto& table = directory_[page >> 10];
    if (!table) table = std::make_unique<Table>();
    return (*table)[page & 1023];
  }

 private:
  using Table = std::array<PageTableEntry, 1024>;
  std::array<std::unique_ptr<Table>, 1024> directory_;
};

}  // namespace shrimp
