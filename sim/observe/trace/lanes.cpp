// SPDX-License-Identifier: MIT
#include "sim/observe/trace/lanes.h"

#include <algorithm>

namespace shrimp {

namespace {
constexpr std::size_t most_intervals = 64;
}

std::size_t Lanes::place(std::uint64_t begin, std::uint64_t end) {
  const Interval slice{begin, end};
  for (std::size_t i = 0; i < last_.size(); ++i) {
    Interval& last = last_[i];
    if (last.end == begin) {
      last.end = end;
      return i;
    }
    if (last.end < begin) {
      put(earlier_[i], last);
      last = slice;
      return i;
    }
    if (end < last.begin && put(earlier_[i], slice)) return i;
  }
  last_.push_back(slice);
  earlier_.emplace_back();
  return last_.size() - 1;
}

bool Lanes::put(Intervals& intervals, Interval slice) {
  const auto next = std::upper_bound(intervals.begin(), intervals.end(), slice.begin,
                                     [](std::uint64_t t, const Interval& i) { return t < i.end; });
  if (next != intervals.end() && next->begin <= slice.end) return false;
  if (next != intervals.begin() && std::prev(next)->end == slice.begin) {
    std::prev(next)->end = slice.end;
    return true;
  }
  intervals.insert(next, slice);
  if (intervals.size() < most_intervals) return true;
  intervals[1].begin = intervals[0].begin;
  intervals.pop_front();
  return true;
}

}  // namespace shrimp
