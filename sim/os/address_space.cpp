// SPDX-License-Identifier: MIT
#include "sim/os/address_space.h"

#include <algorithm>

#include "models/bus/dram.h"

namespace shrimp {

AddressSpace::AddressSpace(std::uint64_t window, FrameAllocator& frames, Dram& dram)
    : window_(window), frames_(frames), dram_(dram) {}

AddressSpace::~AddressSpace() {
  release();
}

void AddressSpace::release() {
  for (std::uint32_t frame = 0; frame < frames_.total(); ++frame) {
    const FrameOwner owner = frames_.owner(frame);
    if (owner.space != this) continue;
    const PageTableEntry* entry = pages_.find(owner.page);
    if (entry && entry->present) {
      // What a transfer still reads stays as it is, until the frame is another page's.
      const bool still_read = frames_.pins(frame) > 0;
      unmap(owner.page);
      if (!still_read) dram_.back(frame, nullptr);
    }
    frames_.give_back(frame);  // also of a page that was to be brought in
  }
}

void AddressSpace::add_region(std::uint64_t begin, std::uint64_t end, bool writable) {
  regions_.push_back({begin, end, writable});
}

void AddressSpace::grow_region(std::uint64_t begin, std::uint64_t new_end) {
  for (Region& r : regions_)
    if (r.begin == begin) r.end = new_end;
}

bool AddressSpace::contains(std::uint64_t address) const {
  return address - window_ < SHRIMP_WINDOW_BYTES;
}

bool AddressSpace::is_writable(std::uint64_t address) const {
  const PageTableEntry* entry = pages_.find(page_number(address));
  return entry && entry->writable;
}

bool AddressSpace::in_stack(std::uint64_t address) const {
  const std::uint64_t offset = address - window_;
  return offset < SHRIMP_STACK_TOP && offset >= SHRIMP_STACK_TOP - SHRIMP_STACK_BYTES;
}

const AddressSpace::Region* AddressSpace::region_of(std::uint64_t address) const {
  for (const Region& r : regions_)
    if (address >= r.begin && address < r.end) return &r;
  return nullptr;
}

AddressSpace::Result AddressSpace::translate(std::uint64_t address, bool write) {
  if (!contains(address)) return {nullptr, TranslationFault::not_mapped};
  PageTableEntry* entry = pages_.find(page_number(address));
  if (!entry || !entry->present)
    return entry && entry->on_disk ? lacks(address) : first_touch(address, write);
  if (write && !entry->writable) return {entry, TranslationFault::read_only};
  if (write) entry->dirty = true;
  return {entry};
}

AddressSpace::Result AddressSpace::first_touch(std::uint64_t address, bool write) {
  const std::uint64_t offset = address - window_;
  if (offset >= SHRIMP_MEMORY_PROXY_OFFSET && offset < SHRIMP_DESTINATION_OFFSET)
    return write ? Result{nullptr, TranslationFault::read_only} : map_memory_proxy(address);
  if (offset >= SHRIMP_DESTINATION_OFFSET && offset < SHRIMP_DESTINATION_END)
    return map_device_proxy(address);
  if (command_pages_ && offset >= SHRIMP_COMMAND_OFFSET) return map_command_page(address);
  const Region* region = region_of(address);
  if (!region) return {nullptr, TranslationFault::not_mapped};
  if (write && !region->writable) return {nullptr, TranslationFault::read_only};
  const auto frame = frames_.take(*this, page_number(address));
  if (!frame) return lacks(address);
  refused_ = false;
  PageTableEntry& entry = map_memory(page_number(address), *frame);
  entry.dirty = write;
  return {&entry, TranslationFault::none, true};
}

PageTableEntry& AddressSpace::map_memory(PageTable::VirtualPage page, std::uint32_t frame) {
  const std::uint64_t address = address_of(page);
  dram_.back(frame, reinterpret_cast<std::uint8_t*>(address));
  PageTableEntry& entry = pages_.entry(page);
  entry.present = true;
  entry.writable = region_of(address)->writable;
  entry.dirty = entry.on_disk = false;
  entry.frame = frame;
  return entry;
}

AddressSpace::Result AddressSpace::lacks(std::uint64_t address) {
  if (refused_ || missing_.size() == frames_.total()) return {nullptr, TranslationFault::no_memory};
  const PageTable::VirtualPage page = page_number(address);
  if (std::find(missing_.begin(), missing_.end(), page) == missing_.end()) missing_.push_back(page);
  return {nullptr, TranslationFault::paged_out};
}

void AddressSpace::bring_in(PageTable::VirtualPage page, std::uint32_t frame) {
  hold(page, map_memory(page, frame));
}

void AddressSpace::hold(PageTable::VirtualPage page, PageTableEntry& entry) {
  if (entry.held) return;
  entry.held = true;
  held_.push_back(page);
}

void AddressSpace::let_go() {
  for (const PageTable::VirtualPage page : held_) pages_.find(page)->held = false;
  held_.clear();
}

void AddressSpace::release_held() {
  let_go();
  position_ = 0;
  refused_ = false;
}

void AddressSpace::take_out(PageTable::VirtualPage page) {
  unmap(page);
  PageTableEntry& entry = *pages_.find(page);
  entry.on_disk = true;
  dram_.back(entry.frame, nullptr);
  frames_.give_back(entry.frame);
}

/// I2: the proxies go with their page.
void AddressSpace::unmap(PageTable::VirtualPage page) {
  with_proxies(page, [](PageTable::VirtualPage, PageTableEntry& entry) { entry.present = false; });
}

AddressSpace::Result AddressSpace::map_memory_proxy(std::uint64_t address) {
  // I2: a proxy is mapped only while its page is; so the page comes first.
  const Result memory = translate(address - SHRIMP_MEMORY_PROXY_OFFSET, false);
  if (memory.fault != TranslationFault::none) return memory;
  PageTableEntry& entry = pages_.entry(page_number(address));
  // Read-only: SHRIMP transfers memory to the network alone, so a source proxy is only ever loaded (I3
  // holds).
  entry = {
      true, false, false, CachePolicy::uncached, false, memory_proxy_base / page_bytes + memory.entry->frame};
  return {&entry, TranslationFault::none, true};
}

AddressSpace::Result AddressSpace::map_command_page(std::uint64_t address) {
  const Result memory = translate(address - SHRIMP_COMMAND_OFFSET, false);  // I2
  if (memory.fault != TranslationFault::none) return memory;
  PageTableEntry& entry = pages_.entry(page_number(address));
  // Writable, since an exchange writes; but what is transferred is only read, so nothing is dirty (I3 holds).
  entry = {true, true, false, CachePolicy::uncached, false, command_base / page_bytes + memory.entry->frame};
  return {&entry, TranslationFault::none, true};
}

/// Proxies are no memory: the kernel neither exports them nor reads its arguments there.
bool AddressSpace::is_memory(std::uint64_t address, std::uint64_t bytes) const {
  const std::uint64_t offset = address - window_;
  return offset < SHRIMP_MEMORY_PROXY_OFFSET && bytes <= SHRIMP_MEMORY_PROXY_OFFSET - offset;
}

TranslationFault AddressSpace::touch_page(PageTable::VirtualPage page, bool write) {
  const Result r = translate(address_of(page), write);
  if (r.fault == TranslationFault::none) r.entry->accessed = true;
  return r.fault;
}

bool AddressSpace::touch(std::uint64_t address, std::uint64_t bytes, bool write) {
  if (bytes == 0) return contains(address);
  if (!is_memory(address, bytes)) return false;
  bool all = true;
  for (auto page = page_number(address); page <= page_number(address + bytes - 1); ++page) {
    const TranslationFault fault = touch_page(page, write);
    if (fault != TranslationFault::none && fault != TranslationFault::paged_out) return false;
    if (fault == TranslationFault::none)
      hold(page, *pages_.find(page));
    else
      all = false;
  }
  return all;
}

bool AddressSpace::touch_in_turn(std::uint64_t address, std::uint64_t bytes, bool write) {
  if (bytes == 0) return contains(address);
  if (!is_memory(address, bytes)) return false;
  let_go();  // the page that was brought in last is touched now
  for (auto page = page_number(address) + position_; page <= page_number(address + bytes - 1); ++page) {
    if (touch_page(static_cast<PageTable::VirtualPage>(page), write) != TranslationFault::none) return false;
    ++position_;
  }
  return true;
}

void AddressSpace::pin(std::uint64_t address, std::uint64_t bytes, PinnedPages& pins) {
  for (auto page = page_number(address); page <= page_number(address + bytes - 1); ++page)
    pins.add(frames_, pages_.find(page)->frame);
}

AddressSpace::Result AddressSpace::map_device_proxy(std::uint64_t address) {
  const auto proxy = destination_ ? destination_->device_proxy(address) : std::nullopt;
  if (!proxy) return {nullptr, TranslationFault::not_mapped};
  PageTableEntry& entry = pages_.entry(page_number(address));
  entry = {true, true, false, CachePolicy::uncached, false, device_proxy_base / page_bytes + *proxy};
  return {&entry, TranslationFault::none, true};
}

void AddressSpace::unmap_device_proxy(std::uint64_t address) {
  if (PageTableEntry* entry = pages_.find(page_number(address))) *entry = {};
}

}  // namespace shrimp
