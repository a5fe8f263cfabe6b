// SPDX-License-Identifier: MIT
#include "models/pentium/data_cache.h"

namespace shrimp {

namespace {
std::uint64_t line_of(std::uint64_t virtual_address) {
  return virtual_address & ~std::uint64_t{HitFilter::line_bytes - 1};
}
}  // namespace

void DataCache::use_filter(HitFilter* filter) {
  filter_ = filter;
  if (filter_) filter_->forget_all();
}

/// Another line of the set loses the first place: the filter must ask about it again.
LineArray::Line& DataCache::use(LineArray::Line& line) {
  const LineArray::Line& first = lines_.most_recent(line.address);
  if (&first == &line) return line;
  if (filter_) filter_->forget_line(first.address);
  return lines_.promote(line);
}

bool DataCache::load(PhysicalAddress address) {
  LineArray::Line* line = lines_.find(address);
  if (!line) return false;
  use(*line);
  return true;
}

bool DataCache::store(PhysicalAddress address) {
  LineArray::Line* line = lines_.find(address);
  if (!line || line->state == Mesi::shared) return false;
  use(*line).state = Mesi::modified;
  return true;
}

void DataCache::store_through(PhysicalAddress address, CachePolicy policy) {
  LineArray::Line* found = lines_.find(address);
  if (!found) return;
  LineArray::Line& line = use(*found);
  if (line.state == Mesi::shared && policy == CachePolicy::write_back) line.state = Mesi::exclusive;
}

/// Both halves of an entry name one line, so that forgetting by either is complete.
void DataCache::let_filter_load(std::uint64_t virtual_address) {
  if (!filter_) return;
  HitFilter::Entry& entry = filter_->entry[HitFilter::index(virtual_address)];
  const std::uint64_t line = line_of(virtual_address);
  if (entry.store_line != line) entry.store_line = HitFilter::no_line;
  entry.load_line = line;
}

void DataCache::let_filter_store(std::uint64_t virtual_address) {
  if (!filter_) return;
  HitFilter::Entry& entry = filter_->entry[HitFilter::index(virtual_address)];
  entry.load_line = entry.store_line = line_of(virtual_address);
}

DataCache::Castout DataCache::fill(PhysicalAddress address, CachePolicy policy) {
  const LineArray::Line victim = lines_.victim(address);
  const LineArray::Line& first = lines_.most_recent(address);
  if (filter_) filter_->forget_line(first.address);  // the victim has no entry unless it was the first
  lines_.fill(address, policy == CachePolicy::write_back ? Mesi::exclusive : Mesi::shared);
  ++fills_;
  const bool modified = victim.state == Mesi::modified;
  castouts_ += modified;
  return {modified, victim.address};
}

bool DataCache::share(PhysicalAddress address) {
  LineArray::Line* line = lines_.find(address);
  if (!line || line->state == Mesi::shared) return false;
  if (filter_) filter_->forget_store(line->address);
  const bool modified = line->state == Mesi::modified;
  line->state = Mesi::shared;
  ++shared_by_snoop_;
  return modified;
}

bool DataCache::invalidate(PhysicalAddress address) {
  LineArray::Line* line = lines_.find(address);
  if (!line) return false;
  if (filter_) filter_->forget_line(line->address);
  const bool modified = line->state == Mesi::modified;
  lines_.invalidate(*line);
  ++invalidations_;
  return modified;
}

Mesi DataCache::state(PhysicalAddress address) {
  const LineArray::Line* line = lines_.find(address);
  return line ? line->state : Mesi::invalid;
}

void DataCache::report(StatisticsSink& sink) const {
  sink.count("fills", fills_, "lines", "Lines brought in from L2, that is misses of loads.");
  sink.count("castouts", castouts_, "lines", "Modified lines replaced, which L2 took.");
  sink.count("invalidations", invalidations_, "lines",
             "Lines lost to DMA, to L2's replacement or to locked updates.");
  sink.count("shared_by_snoop", shared_by_snoop_, "lines",
             "Exclusive or modified lines that a DMA read made shared.");
}

}  // namespace shrimp
