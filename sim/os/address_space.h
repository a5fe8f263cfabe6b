// SPDX-License-Identifier: MIT
// The simulated address space of a process: its regions, its page table, and the frames behind them.
//
// Pages get a frame at first touch; the frame maps to the host page that holds the program's data, so that
// the board's DMA reads and writes the program's memory. Proxy pages are mapped lazily at first touch and
// only while their page is mapped (HPCA'96, section 6, invariants I2 and I3). The page-out daemon (pager.h)
// takes pages out and brings them in again; idealized: their data stay in the host page meanwhile.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/os/frame_allocator.h"
#include "sim/os/page_table.h"
#include "sim/os/pinned_pages.h"
#include "sim/process/abi.h"

namespace shrimp {

class Dram;

/// Why an address could not be translated. Paged out: the page is on disk, or there is no free frame for it
/// yet.
enum class TranslationFault : std::uint8_t { none, not_mapped, read_only, no_memory, paged_out };

/// What lies in a process's destination space.
class DestinationSpace {
 public:
  /// The device-proxy page behind this address; none if nothing has been imported there.
  virtual std::optional<std::uint32_t> device_proxy(std::uint64_t address) = 0;

 protected:
  ~DestinationSpace() = default;
};

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
  /// Translates one address; a first touch takes a frame. A page that is paged out, and belongs to the
  /// address or its proxy, is one of missing() from now on.
  Result translate(std::uint64_t address, bool write);
  /// True if every byte of the range is memory (no proxy) and can be touched; touches its pages. False with
  /// missing() pages: a system call ends without having done anything, and is made again when they are in
  /// memory. What it has touched stays in memory until it is over.
  bool touch(std::uint64_t address, std::uint64_t bytes, bool write);
  /// The same for a range that may be larger than the memory: page after page, each in memory at its turn. A
  /// call that is made again goes on where it stopped; one such range a call.
  bool touch_in_turn(std::uint64_t address, std::uint64_t bytes, bool write);

  /// Keeps the pages of a range that was just touched in memory.
  void pin(std::uint64_t address, std::uint64_t bytes, PinnedPages& pins);

  /// Asked at the first touch of a page of the destination space.
  void set_destination_space(DestinationSpace& destination) { destination_ = &destination; }
  /// The page of the destination space is to be asked for again.
  void unmap_device_proxy(std::uint64_t address);

  // The page-out daemon's view.
  /// What the reference or system call under way lacks.
  const std::vector<PageTable::VirtualPage>& missing() const { return missing_; }
  void forget_missing() { missing_.clear(); }
  std::vector<PageTable::VirtualPage> take_missing() { return std::exchange(missing_, {}); }
  /// The page is in `frame`, which it has taken, and stays there until the reference or call is over.
  void bring_in(PageTable::VirtualPage page, std::uint32_t frame);
  /// The reference or call is over.
  void release_held();
  bool holds_pages() const { return !held_.empty(); }
  /// Calls `visit(page, entry)` for the present proxies of a page, then for the page itself.
  template <class Visit>
  void with_proxies(PageTable::VirtualPage page, Visit&& visit);
  /// The page leaves memory, its proxies first (I2); its frame goes back.
  void take_out(PageTable::VirtualPage page);
  /// No frame can be found for the reference or call under way: what it lacks is no memory.
  void refuse_frames() { refused_ = true; }
  /// The process has ended: all frames go back.
  void release();
  /// The board takes compare-and-exchange on command pages: they are mapped when touched.
  void use_command_pages() { command_pages_ = true; }

  bool contains(std::uint64_t address) const;
  bool is_proxy(std::uint64_t address) const { return address - window_ >= SHRIMP_MEMORY_PROXY_OFFSET; }
  /// The page has been touched, and may be written.
  bool is_writable(std::uint64_t address) const;
  bool in_stack(std::uint64_t address) const;
  /// The board's tables name the frame, or the kernel writes there later: others may write to it.
  bool is_pinned(std::uint32_t frame) const { return frames_.pins(frame) != 0; }
  std::uint64_t window() const { return window_; }
  PageTable& pages() { return pages_; }
  PageTable::VirtualPage page_number(std::uint64_t address) const {
    return static_cast<PageTable::VirtualPage>((address - window_) / page_bytes);
  }
  std::uint64_t address_of(PageTable::VirtualPage page) const {
    return window_ + std::uint64_t{page} * page_bytes;
  }

 private:
  struct Region {
    std::uint64_t begin;
    std::uint64_t end;
    bool writable;
  };
  /// Where the proxies of a page of memory lie, as distances from it.
  static constexpr std::uint64_t proxy_offsets[] = {SHRIMP_MEMORY_PROXY_OFFSET, SHRIMP_COMMAND_OFFSET};

  const Region* region_of(std::uint64_t address) const;
  Result first_touch(std::uint64_t address, bool write);
  Result map_memory_proxy(std::uint64_t address);
  PageTableEntry& map_memory(PageTable::VirtualPage page, std::uint32_t frame);
  Result lacks(std::uint64_t address);
  bool is_memory(std::uint64_t address, std::uint64_t bytes) const;
  void hold(PageTable::VirtualPage page, PageTableEntry& entry);
  void unmap(PageTable::VirtualPage page);
  void let_go();
  TranslationFault touch_page(PageTable::VirtualPage page, bool write);
  Result map_device_proxy(std::uint64_t address);
  Result map_command_page(std::uint64_t address);

  std::uint64_t window_;
  FrameAllocator& frames_;
  Dram& dram_;
  PageTable pages_;
  std::vector<Region> regions_;

  std::vector<PageTable::VirtualPage> missing_;
  std::vector<PageTable::VirtualPage> held_;
  std::uint64_t position_ = 0;  // pages that touch_in_turn has done
  bool refused_ = false;
  DestinationSpace* destination_ = nullptr;
  bool command_pages_ = false;
};

template <class Visit>
void AddressSpace::with_proxies(PageTable::VirtualPage page, Visit&& visit) {
  for (const std::uint64_t offset : proxy_offsets) {
    const auto proxy = static_cast<PageTable::VirtualPage>(page + offset / page_bytes);
    PageTableEntry* entry = pages_.find(proxy);
    if (entry && entry->present) visit(proxy, *entry);
  }
  visit(page, *pages_.find(page));
}

}  // namespace shrimp
