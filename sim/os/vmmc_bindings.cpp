// SPDX-License-Identifier: MIT
// Automatic update: binding memory to imported buffers; the caching of pages.
#include <algorithm>

#include "sim/os/vmmc_service.h"
#include "vmmc_api/trap.h"

namespace shrimp {

namespace {

constexpr UpdateMode update_mode(std::uint64_t mode) {
  return mode == 1 ? UpdateMode::single_write : mode == 2 ? UpdateMode::block_write : UpdateMode::timer_write;
}

}  // namespace

/// Binds memory to an imported buffer for automatic update, page by page; mode 0 ends the binding.
Answer VmmcService::bind(SystemCall& c) {
  const std::uint64_t* a = c.arguments;
  const std::uint64_t address = a[0];
  const std::uint64_t proxy = a[1];
  const std::uint64_t bytes = a[2];
  const std::uint64_t mode = a[4];
  SimulatedProcess& p = c.process;
  if (!node_.nic().supports_automatic_update()) return c.done(VMMC_ERROR_UNSUPPORTED);
  if (address % page_bytes != 0 || (mode != 0 && proxy % page_bytes != 0))
    return c.done(VMMC_ERROR_ALIGNMENT);
  if (mode > 3) return c.done(VMMC_ERROR_ARGUMENT);
  if (bytes == 0) return c.done(VMMC_ERROR_RANGE);
  const ImportedBuffer* import = mode != 0 ? p.imports.at(proxy, bytes) : nullptr;
  if (mode != 0 && !import) return c.done(VMMC_ERROR_NOT_IMPORTED);
  if (import && import->state != BufferState::ok) return c.done(status_of(import->state));
  if (!p.space.touch(address, bytes, true)) return c.done(VMMC_ERROR_RANGE);
  const std::uint32_t pages = pages_spanned(address, bytes);
  const auto page = [&](std::uint32_t i) { return address + std::uint64_t{i} * page_bytes; };
  if (!import) {
    for (std::uint32_t i = 0; i < pages; ++i) unbind_page(p, page(i));
    return c.done(VMMC_OK);
  }
  std::vector<std::uint32_t> frames;
  for (std::uint32_t i = 0; i < pages; ++i) frames.push_back(p.space.translate(page(i), true).entry->frame);
  if (!may_pin(frames)) return c.done(VMMC_ERROR_TOO_MANY);
  const std::uint64_t first = (proxy - import->first_page()) / page_bytes;
  for (std::uint32_t i = 0; i < pages; ++i) {
    OutgoingMapping mapping;
    mapping.enabled = true;
    mapping.destination = import->destination;
    mapping.destination_page = import->frames[first + i];
    mapping.mode = update_mode(mode);
    mapping.notify = a[3] != 0;
    bind_page(p, page(i), *import, mapping);
  }
  return c.done(VMMC_OK);
}

/// The board names the frame of a bound page, so that is pinned.
void VmmcService::bind_page(SimulatedProcess& p, std::uint64_t address, const ImportedBuffer& import,
                            const OutgoingMapping& mapping) {
  unbind_page(p, address);
  PageTableEntry& entry = *p.space.translate(address, true).entry;
  if (entry.policy == CachePolicy::write_back) set_policy(entry, CachePolicy::write_through);
  entry.automatic_update_source = true;
  frames_.pin(entry.frame);
  node_.nic().set_automatic_update(entry.frame, mapping);
  p.bindings.push_back({address, entry.frame, &import});
}

/// What is still being combined is sent.
void VmmcService::unbind_page(SimulatedProcess& p, std::uint64_t address) {
  const auto b = std::find_if(p.bindings.begin(), p.bindings.end(),
                              [&](const BoundPage& bound) { return bound.address == address; });
  if (b == p.bindings.end()) return;
  node_.nic().flush_combining(b->frame);
  node_.nic().set_automatic_update(b->frame, {});
  p.space.pages().entry(p.space.page_number(address)).automatic_update_source = false;
  frames_.unpin(b->frame);
  p.bindings.erase(b);
}

void VmmcService::end_bindings(SimulatedProcess& p, const ImportedBuffer& import) {
  std::vector<std::uint64_t> bound;
  for (const BoundPage& b : p.bindings)
    if (b.import == &import) bound.push_back(b.address);
  for (const std::uint64_t address : bound) unbind_page(p, address);
}

/// The lines of the page leave the caches, so that none is cached under another policy.
void VmmcService::set_policy(PageTableEntry& entry, CachePolicy policy) {
  if (entry.policy == policy) return;
  entry.policy = policy;
  node_.pentium().forget_page(entry.frame);
}

Answer VmmcService::cache_policy(SystemCall& c) {
  SimulatedProcess& p = c.process;
  const std::uint64_t* a = c.arguments;
  if (a[2] > 2) return c.done(VMMC_ERROR_ARGUMENT);
  if (a[1] == 0 || !p.space.touch(a[0], a[1], true)) return c.done(VMMC_ERROR_RANGE);
  const auto policy = static_cast<CachePolicy>(a[2]);
  std::vector<PageTableEntry*> entries;
  const std::uint64_t first = a[0] / page_bytes;
  for (std::uint32_t i = 0; i < pages_spanned(a[0], a[1]); ++i)
    entries.push_back(p.space.translate((first + i) * page_bytes, true).entry);
  // A source of automatic update must show its stores on the bus.
  if (policy == CachePolicy::write_back)
    for (const PageTableEntry* entry : entries)
      if (entry->automatic_update_source) return c.done(VMMC_ERROR_ARGUMENT);
  for (PageTableEntry* entry : entries) set_policy(*entry, policy);
  return c.done(VMMC_OK);
}

}  // namespace shrimp
