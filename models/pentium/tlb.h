// SPDX-License-Identifier: MIT
// The Pentium's data TLB: 64 entries [R-h], 4-way.
//
// Within a set the oldest entry is replaced (FIFO) [A]: a hit then changes no state, which the hit filter
// relies on (the Pentium's pseudo-LRU would count each hit). Idealized: the page tables are walked at a fixed
// cost, without bus accesses; protection and dirty bits are the page table's business; the code TLB is left
// out with instruction fetch.
#pragma once
#include <vector>

#include "models/common/statistics.h"
#include "models/pentium/pentium_parameters.h"

namespace shrimp {

class Tlb {
 public:
  explicit Tlb(const TlbParameters& parameters);

  static constexpr std::uint64_t no_page = ~0ULL;

  bool holds(std::uint64_t virtual_page) const;
  /// Brings a page in that is not here; the page that left, or no_page.
  std::uint64_t fill(std::uint64_t virtual_page);
  void forget(std::uint64_t virtual_page);
  void flush();
  std::int64_t walk_cycles() const { return parameters_.walk.n; }

  void report(StatisticsSink& sink) const;

 private:
  std::size_t set_of(std::uint64_t virtual_page) const { return virtual_page % oldest_.size(); }

  const TlbParameters parameters_;
  std::vector<std::uint64_t> pages_;   // sets x ways
  std::vector<std::uint32_t> oldest_;  // per set: the way to be replaced next
  std::uint64_t misses_ = 0;
  std::uint64_t flushes_ = 0;
};

}  // namespace shrimp
