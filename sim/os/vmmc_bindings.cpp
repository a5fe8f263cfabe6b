// SPDX-License-Identifier: MIT
// Automatic update: binding memory to imported buffers; the caching of pages.
#include "sim/os/vmmc_service.h"
#include "vmmc_api/trap.h"

namespace shrimp {

/// Binds memory to an imported buffer for automatic update, page by page; mode 0 ends the binding.
Answer VmmcService::bind(SystemCall& c) {
  const std::uint64_t* a = c.arguments;
  const std::uint64_t address = a[0];
  const std::uint64_t proxy = a[1];
  const std::uint64_t bytes = a[2];
  const std::uint64_t mode = a[4];
  SimulatedProcess& p = c.process;
  NetworkInterface& nic = node_.nic();
  if (!nic.supports_automatic_update() || a[3] != 0) return c.done(VMMC_ERROR_UNSUPPORTED);
  if (address % page_bytes != 0 || (mode != 0 && proxy % page_bytes != 0))
    return c.done(VMMC_ERROR_ALIGNMENT);
  if (mode > 3) return c.done(VMMC_ERROR_ARGUMENT);
  if (bytes == 0) return c.done(VMMC_ERROR_RANGE);
  const ImportedBuffer* import = mode != 0 ? p.imported_at(proxy, bytes) : nullptr;
  if (mode != 0 && !import) return c.done(VMMC_ERROR_NOT_IMPORTED);
  if (!p.space.touch(address, bytes, true)) return c.done(VMMC_ERROR_RANGE);
  const std::uint64_t first = import ? proxy / page_bytes - import->proxy_address / page_bytes : 0;
  for (std::uint32_t i = 0; i < pages_spanned(address, bytes); ++i) {
    PageTableEntry& entry = *p.space.translate(address + std::uint64_t{i} * page_bytes, true).entry;
    nic.flush_combining(entry.frame);
    OutgoingMapping mapping;
    if (import) {
      mapping.enabled = true;
      mapping.destination = machine_.coordinates[import->name.node];
      mapping.destination_page = import->frames[first + i];
      mapping.mode = mode == 1   ? UpdateMode::single_write
                     : mode == 2 ? UpdateMode::block_write
                                 : UpdateMode::timer_write;
      if (entry.policy == CachePolicy::write_back) set_policy(entry, CachePolicy::write_through);
    }
    set_bound(entry, mapping.enabled);
    nic.set_automatic_update(entry.frame, mapping);
  }
  return c.done(VMMC_OK);
}

/// The board names the frame of a bound page, so that is pinned.
void VmmcService::set_bound(PageTableEntry& entry, bool bound) {
  if (bound && !entry.automatic_update_source) frames_.pin(entry.frame);
  if (!bound && entry.automatic_update_source) frames_.unpin(entry.frame);
  entry.automatic_update_source = bound;
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
  const std::uint64_t first = a[0] / page_bytes;
  for (std::uint32_t i = 0; i < pages_spanned(a[0], a[1]); ++i) {
    PageTableEntry& entry = *p.space.translate((first + i) * page_bytes, true).entry;
    // A source of automatic update must show its stores on the bus.
    if (entry.automatic_update_source && policy == CachePolicy::write_back)
      return c.done(VMMC_ERROR_ARGUMENT);
    set_policy(entry, policy);
  }
  return c.done(VMMC_OK);
}

}  // namespace shrimp
