// SPDX-License-Identifier: MIT
#include "models/pentium/caches.h"

namespace shrimp {

namespace {
constexpr std::uint32_t line_bytes = HitFilter::line_bytes;
}

bool Caches::load_from_l2(PhysicalAddress address, CachePolicy policy) {
  if (!l2_.load(address)) return false;
  const DataCache::Castout out = data_cache_.fill(address, policy);
  if (out.modified) l2_.take_castout(out.address);
  return true;
}

/// Inclusion: what leaves L2 leaves the data cache. True if a line there was modified.
bool Caches::leave_data_cache(PhysicalAddress l2_line) {
  bool modified = false;
  for (std::uint32_t i = 0; i < l2_.line_bytes(); i += line_bytes)
    modified |= data_cache_.invalidate(l2_line + i);
  return modified;
}

CoherentCache::Modified Caches::make_room(PhysicalAddress address) {
  const LineArray::Line victim = l2_.victim(address);
  if (victim.state == Mesi::invalid) return {};
  return give_up(victim.address);
}

void Caches::fill(PhysicalAddress address, CachePolicy policy) {
  l2_.fill(address);
  const DataCache::Castout out = data_cache_.fill(address, policy);
  if (out.modified) l2_.take_castout(out.address);
}

CoherentCache::Modified Caches::give_up(PhysicalAddress address) {
  const PhysicalAddress line = l2_.line_of(address);
  const bool modified = leave_data_cache(line) || l2_.state(line) == Mesi::modified;
  l2_.invalidate(line);
  if (!modified) return {};
  l2_.count_castout();
  return {line, l2_.line_bytes()};
}

void Caches::forget_page(std::uint32_t frame) {
  const PhysicalAddress page = frame * page_bytes;
  for (std::uint32_t i = 0; i < page_bytes; i += line_bytes) data_cache_.invalidate(page + i);
  for (std::uint32_t i = 0; i < page_bytes; i += l2_.line_bytes()) l2_.invalidate(page + i);
}

/// A bridge transaction lies within one of its lines, which are no longer than L2's.
CoherentCache::Modified Caches::inquire(PhysicalAddress address, std::uint32_t bytes, bool write) {
  Modified result;
  const PhysicalAddress end = address + bytes;
  for (PhysicalAddress line = l2_.line_of(address); line < end; line += l2_.line_bytes()) {
    bool modified = l2_.state(line) == Mesi::modified;
    if (write) {
      modified |= leave_data_cache(line);
      l2_.invalidate(line);
    } else {
      for (std::uint32_t i = 0; i < l2_.line_bytes(); i += line_bytes)
        modified |= data_cache_.share(line + i);
      l2_.clean(line);
    }
    if (!modified) continue;
    if (result.bytes == 0) result.address = line;
    result.bytes = line + l2_.line_bytes() - result.address;
  }
  return result;
}

void Caches::report(StatisticsSink& sink) const {
  sink.part("data_cache", data_cache_);
  sink.part("l2", l2_);
}

}  // namespace shrimp
