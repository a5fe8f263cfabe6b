// SPDX-License-Identifier: MIT
// The simulated address space of a process: its regions, its page table, and the frames behind them.
//
// Pages get a frame at first touch; the frame maps to the host page that holds the program's data, so that
// the board's DMA reads and writes the program's memory. Proxy pages are mapped lazily at first touch and
// only while their page is mapped (HPCA'96, section 6, invariants I2 and I3).
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "sim/os/frame_allocator.h"
#include "sim/os/page_table.h"

namespace shrimp {

class Dram;

/// Why an address could not be translated.
enum class TranslationFault : std::uint8_t { none, not_mapped, read_only, no_memory };

class AddressSpace {
 public:
  /// `window`: the host address of the process's address 0.
  AddressSpace(std::uint64_t window, FrameAllocator& frames, Dram& dram);
  ~AddressSpace();
  AddressSpace(const AddressSpace&) = delete;
  AddressSpace& operator=(const AddressSpace&) = delete;

  /// Makes [begin, end) (window addresses, whole pages) touchable.
  void add_region(std::uint64_t begin, std::uint64_t end, bool writable);
  /// Moves the end of the region that begins at `begin` (the heap).
  void grow_region(std::uint64_t begin, std::uint64_t new_end);

  struct Result {
    PageTableEntry* entry = nullptr;
    TranslationFault fault = TranslationFault::none;
    bool first_touch = false;
  };
  /// Translates one address; a first touch takes a frame.
  Result translate(std::uint64_t address, bool write);
  /// True if every byte of the range is memory (no proxy) and can be touched; touches its pages.
  bool touch(std::uint64_t address, std::uint64_t bytes, bool write);

  /// Maps destination-space page at `address` to a device proxy page.
  void map_device_proxy(std::uint64_t address, std::uint32_t proxy_page);
  /// Reserves `pages` consecutive pages of destination space.
  std::uint64_t reserve_destination(std::uint32_t pages);

  bool contains(std::uint64_t address) const;
  bool in_stack(std::uint64_t address) const;
  std::uint64_t window() const { return window_; }
  PageTable& pages() { return pages_; }
  PageTable::VirtualPage page_number(std::uint64_t address) const {
    return static_cast<PageTable::VirtualPage>((address - window_) / page_bytes);
  }

 private:
  struct Region {
    std::uint64_t begin;
    std::uint64_t end;
    bool writable;
  };
  const Region* region_of(std::uint64_t address) const;
  Result first_touch(std::uint64_t address, bool write);
  Result map_memory_proxy(std::uint64_t address);

  std::uint64_t window_;
  FrameAllocator& frames_;
  Dram& dram_;
  PageTable pages_;
  std::vector<Region> regions_;
  std::vector<std::uint32_t> owned_;
  std::uint64_t next_destination_;
};

}  // namespace shrimp
