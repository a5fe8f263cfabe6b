// SPDX-License-Identifier: MIT
#include "sim/os/address_space.h"

#include "models/bus/dram.h"
#include "sim/process/abi.h"

namespace shrimp {

AddressSpace::AddressSpace(std::uint64_t window, FrameAllocator& frames, Dram& dram)
    : window_(window), frames_(frames), dram_(dram), next_destination_(window + SHRIMP_DESTINATION_OFFSET) {}

AddressSpace::~AddressSpace() {
  for (const std::uint32_t frame : owned_) {
    dram_.back(frame, nullptr);
    frames_.give_back(frame);
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
  if (!entry || !entry->present) return first_touch(address, write);
  if (write && !entry->writable) return {entry, TranslationFault::read_only};
  if (write) entry->dirty = true;
  return {entry};
}

AddressSpace::Result AddressSpace::first_touch(std::uint64_t address, bool write) {
  const std::uint64_t offset = address - window_;
  if (offset >= SHRIMP_MEMORY_PROXY_OFFSET && offset < SHRIMP_DESTINATION_OFFSET)
    return write ? Result{nullptr, TranslationFault::read_only} : map_memory_proxy(address);
  const Region* region = region_of(address);
  if (!region) return {nullptr, TranslationFault::not_mapped};
  if (write && !region->writable) return {nullptr, TranslationFault::read_only};
  const auto frame = frames_.take();
  if (!frame) return {nullptr, TranslationFault::no_memory};
  owned_.push_back(*frame);
  const std::uint64_t page = address / page_bytes * page_bytes;
  dram_.back(*frame, reinterpret_cast<std::uint8_t*>(page));
  PageTableEntry& entry = pages_.entry(page_number(address));
  entry = {true, region->writable, write, CachePolicy::write_back, false, *frame};
  return {&entry, TranslationFault::none, true};
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

bool AddressSpace::touch(std::uint64_t address, std::uint64_t bytes, bool write) {
  if (bytes == 0) return contains(address);
  // Proxies are no memory: the kernel neither exports them nor reads its arguments there.
  const std::uint64_t offset = address - window_;
  if (offset >= SHRIMP_MEMORY_PROXY_OFFSET || bytes > SHRIMP_MEMORY_PROXY_OFFSET - offset) return false;
  for (std::uint64_t page = address / page_bytes; page <= (address + bytes - 1) / page_bytes; ++page)
    if (translate(page * page_bytes, write).fault != TranslationFault::none) return false;
  return true;
}

void AddressSpace::map_device_proxy(std::uint64_t address, std::uint32_t proxy_page) {
  pages_.entry(page_number(address)) = {
      true, true, false, CachePolicy::uncached, false, device_proxy_base / page_bytes + proxy_page};
}

std::uint64_t AddressSpace::reserve_destination(std::uint32_t pages) {
  const std::uint64_t address = next_destination_;
  // One unmapped page between buffers, so that a run past the end of one faults.
  const std::uint64_t bytes = (std::uint64_t{pages} + 1) * page_bytes;
  if (address + bytes > window_ + SHRIMP_DESTINATION_END) return 0;
  next_destination_ += bytes;
  return address;
}

}  // namespace shrimp
