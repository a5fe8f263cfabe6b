// SPDX-License-Identifier: MIT
#include "sim/observe/trace/lanes.h"

#include <algorithm>

namespace shrimp {

namespace {
constexpr std::size_t most_intervals = 64;
}

std::size_t Lanes::place(std::uint64_t begin, std::uint64_t end) {
  for (std::size_t i = 0; i < lanes_.size(); ++i)
    if (put(lanes_[i], {begin, end})) return i;
  lanes_.push_back({{begin, end}});
  return lanes_.size() - 1;
}

bool Lanes::put(Lane& lane, Interval slice) {
  const auto next = std::upper_bound(lane.begin(), lane.end(), slice.begin,
                                     [](std::uint64_t t, const Interval& i) { return t < i.end; });
  if (next != lane.end() && next->begin <= slice.end) return false;
  if (next != lane.begin() && std::prev(next)->end == slice.begin) {
    std::prev(next)->end = slice.end;
    return true;
  }
  lane.insert(next, slice);
  if (lane.size() <= most_intervals) return true;
  lane[1].begin = lane[0].begin;
  lane.pop_front();
  return true;
}

}  // namespace shrimp
