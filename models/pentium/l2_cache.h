// SPDX-License-Identifier: MIT
// The L2 cache of the DEC 560ST: 256 KB [R-h], write-back MESI, includes the data cache [R-m]; 64-byte lines
// [A].
//
// Lines are filled whole over the Xpress bus before the processor goes on; stores to write-through pages pass
// it and update what it holds; a store that misses allocates nothing [A]. With one processor, exclusive
// stands for exclusive and shared alike. Idealized: tags and states only; instructions have no share of it.
#pragma once
#include "models/common/statistics.h"
#include "models/pentium/line_array.h"
#include "models/pentium/pentium_parameters.h"

namespace shrimp {

class L2Cache {
 public:
  explicit L2Cache(const L2Parameters& parameters)
      : lines_(parameters.size.n, parameters.ways, parameters.line.n) {}

  std::uint32_t line_bytes() const { return lines_.line_bytes(); }
  PhysicalAddress line_of(PhysicalAddress address) const { return lines_.line_of(address); }

  /// A load that missed the data cache: true if it hits.
  bool load(PhysicalAddress address);
  /// A store from a write buffer. True if L2 keeps it: a write-back page's line that is here becomes
  /// modified.
  bool store(PhysicalAddress address, CachePolicy policy);
  /// The data cache replaced a modified line.
  void take_castout(PhysicalAddress address);

  /// The line that must leave before `address` can be filled; state invalid if a place is free.
  LineArray::Line victim(PhysicalAddress address) { return lines_.victim(address); }
  void fill(PhysicalAddress address);
  /// The line has been written to memory.
  void clean(PhysicalAddress address);
  void invalidate(PhysicalAddress address);
  Mesi state(PhysicalAddress address);

  void count_castout() { ++castouts_; }
  void report(StatisticsSink& sink) const;

 private:
  LineArray lines_;
  std::uint64_t hits_ = 0;
  std::uint64_t stores_kept_ = 0;
  std::uint64_t fills_ = 0;
  std::uint64_t castouts_ = 0;
  std::uint64_t invalidations_ = 0;
};

}  // namespace shrimp
