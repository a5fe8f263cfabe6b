// SPDX-License-Identifier: MIT
#include "models/pentium/l2_cache.h"

#include "models/common/invariant.h"

namespace shrimp {

bool L2Cache::load(PhysicalAddress address) {
  LineArray::Line* line = lines_.find(address);
  if (!line) return false;
  lines_.promote(*line);
  ++hits_;
  return true;
}

bool L2Cache::store(PhysicalAddress address, CachePolicy policy) {
  LineArray::Line* line = lines_.find(address);
  if (!line) return false;
  LineArray::Line& used = lines_.promote(*line);
  if (policy != CachePolicy::write_back) return false;
  used.state = Mesi::modified;
  ++stores_kept_;
  return true;
}

void L2Cache::take_castout(PhysicalAddress address) {
  LineArray::Line* line = lines_.find(address);
  SHRIMP_INVARIANT(line, "L2 does not include the line at {:#x} that the data cache had modified", address);
  line->state = Mesi::modified;
}

void L2Cache::fill(PhysicalAddress address) {
  lines_.fill(address, Mesi::exclusive);
  ++fills_;
}

void L2Cache::clean(PhysicalAddress address) {
  if (LineArray::Line* line = lines_.find(address)) line->state = Mesi::exclusive;
}

void L2Cache::invalidate(PhysicalAddress address) {
  LineArray::Line* line = lines_.find(address);
  if (!line) return;
  lines_.invalidate(*line);
  ++invalidations_;
}

Mesi L2Cache::state(PhysicalAddress address) {
  const LineArray::Line* line = lines_.find(address);
  return line ? line->state : Mesi::invalid;
}

void L2Cache::report(StatisticsSink& sink) const {
  sink.count("hits", hits_, "loads", "Loads that missed the data cache and hit here.");
  sink.count("stores_kept", stores_kept_, "stores", "Stores that missed the data cache and went no further.");
  sink.count("fills", fills_, "lines", "Lines brought in over the memory bus.");
  sink.count("castouts", castouts_, "lines",
             "Modified lines written to memory to make room or for a locked update.");
  sink.count("invalidations", invalidations_, "lines", "Lines lost to DMA, replacement or locked updates.");
}

}  // namespace shrimp
