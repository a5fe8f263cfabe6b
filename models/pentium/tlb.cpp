// SPDX-License-Identifier: MIT
#include "models/pentium/tlb.h"

#include <algorithm>

namespace shrimp {

Tlb::Tlb(const TlbParameters& parameters)
    : parameters_(parameters),
      pages_(parameters.entries, no_page),
      oldest_(parameters.entries / parameters.ways) {}

bool Tlb::holds(std::uint64_t virtual_page) const {
  const std::uint64_t* set = &pages_[set_of(virtual_page) * parameters_.ways];
  return std::find(set, set + parameters_.ways, virtual_page) != set + parameters_.ways;
}

std::uint64_t Tlb::fill(std::uint64_t virtual_page) {
  ++misses_;
  const std::size_t set = set_of(virtual_page);
  std::uint32_t& way = oldest_[set];
  const std::uint64_t left = pages_[set * parameters_.ways + way];
  pages_[set * parameters_.ways + way] = virtual_page;
  way = (way + 1) % parameters_.ways;
  return left;
}

void Tlb::forget(std::uint64_t virtual_page) {
  std::uint64_t* set = &pages_[set_of(virtual_page) * parameters_.ways];
  std::replace(set, set + parameters_.ways, virtual_page, no_page);
}

void Tlb::flush() {
  std::fill(pages_.begin(), pages_.end(), no_page);
  ++flushes_;
}

void Tlb::report(StatisticsSink& sink) const {
  sink.count("misses", misses_, "lookups",
             "References whose page was not in the TLB, which cost a page walk.");
  sink.count("flushes", flushes_, "flushes", "Times all translations were dropped, as at a context switch.");
}

}  // namespace shrimp
