// SPDX-License-Identifier: MIT
// Puts slices that overlap in time onto as few tracks as hold them apart, as viewers need it: slices of one
// track may only lie behind each other or one within the other.
#pragma once
#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

namespace shrimp {

class Lanes {
 public:
  /// The lane for a slice from `begin` to `end`, the first one where it has place. Slices may come in any
  /// order, but one that begins where another ends must come after it to have the same lane.
  std::size_t place(std::uint64_t begin, std::uint64_t end);
  std::size_t count() const { return last_.size(); }

 private:
  struct Interval {
    std::uint64_t begin, end;
  };
  using Intervals =
      std::deque<Interval>;  // in order; of old ones, gaps count as taken, so that it stays short
  static bool put(Intervals& intervals, Interval slice);

  std::vector<Interval> last_;      // of each lane: decides nearly always
  std::vector<Intervals> earlier_;  // of each lane
};

}  // namespace shrimp
