// SPDX-License-Identifier: MIT
// The Pentium's data cache: 8 KB, 2-way, 32-byte lines, LRU; MESI with write-through lines (state shared),
// write-back lines otherwise; no allocation on a write miss [R-h].
//
// The hit filter of the running process mirrors it: every change of a line's state or of a set's order of use
// goes through this class, and it forgets the filter's entry first. An entry exists only for the most
// recently used line of its set, and its store half only if that line is modified; so neither a hit that the
// filter answers nor one that comes here changes anything, and no hit is counted. Idealized: tags and states
// only, no data; the snooping port never makes the processor wait.
#pragma once
#include "models/common/statistics.h"
#include "models/pentium/access.h"
#include "models/pentium/line_array.h"
#include "models/pentium/pentium_parameters.h"

namespace shrimp {

class DataCache {
 public:
  explicit DataCache(const DataCacheParameters& parameters)
      : lines_(parameters.size.n, parameters.ways, HitFilter::line_bytes) {}

  /// The filter of the process that runs, or null. It is emptied.
  void use_filter(HitFilter* filter);

  /// A load: true if it hits, and the line is then the most recently used.
  bool load(PhysicalAddress address);
  /// A store to a write-back page: true if it hits an exclusive or modified line, which is then modified.
  bool store(PhysicalAddress address);
  /// A store that goes to the bus: updates the line if it is here; a write-back page's line becomes
  /// exclusive.
  void store_through(PhysicalAddress address, CachePolicy policy);
  /// Lets the filter answer what has just hit, if the page's translation is in the TLB.
  void let_filter_load(std::uint64_t virtual_address);
  void let_filter_store(std::uint64_t virtual_address);

  /// Brings a line in. The modified line it replaced, if any, goes to L2.
  struct Castout {
    bool modified = false;
    PhysicalAddress address = 0;
  };
  Castout fill(PhysicalAddress address, CachePolicy policy);
  /// A snooped read: the line becomes shared. True if it was modified.
  bool share(PhysicalAddress address);
  /// The line leaves. True if it was modified.
  bool invalidate(PhysicalAddress address);

  Mesi state(PhysicalAddress address);
  void report(StatisticsSink& sink) const;

 private:
  LineArray::Line& use(LineArray::Line& line);

  LineArray lines_;
  HitFilter* filter_ = nullptr;
  std::uint64_t fills_ = 0;
  std::uint64_t castouts_ = 0;
  std::uint64_t invalidations_ = 0;
  std::uint64_t shared_by_snoop_ = 0;
};

}  // namespace shrimp
