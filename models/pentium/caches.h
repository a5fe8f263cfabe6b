// SPDX-License-Identifier: MIT
// Data cache and L2 together: what each reference, fill and snooped transaction does to both, and inclusion.
#pragma once
#include "models/bus/snoop.h"
#include "models/pentium/data_cache.h"
#include "models/pentium/l2_cache.h"

namespace shrimp {

class Caches : public CoherentCache {
 public:
  explicit Caches(const PentiumParameters& parameters)
      : data_cache_(parameters.data_cache), l2_(parameters.l2) {}

  DataCache& data_cache() { return data_cache_; }
  L2Cache& l2() { return l2_; }

  /// A load that missed the data cache: true if L2 has the line, which is then in both.
  bool load_from_l2(PhysicalAddress address, CachePolicy policy);

  /// Makes room for the L2 line of `address`: the modified line that must be written to memory first, if any.
  Modified make_room(PhysicalAddress address);
  /// The L2 line of `address` has arrived from memory.
  void fill(PhysicalAddress address, CachePolicy policy);
  /// Both give up the line of `address` (a locked update): what must be written to memory first.
  Modified give_up(PhysicalAddress address);
  /// The page leaves both caches; what was modified is in host memory already.
  void forget_page(std::uint32_t frame);

  Modified inquire(PhysicalAddress address, std::uint32_t bytes, bool write) override;
  void report(StatisticsSink& sink) const;

 private:
  bool leave_data_cache(PhysicalAddress l2_line);

  DataCache data_cache_;
  L2Cache l2_;
};

}  // namespace shrimp
