// SPDX-License-Identifier: MIT
// The lines of a set-associative cache: tags and MESI states, without data (the data live in host memory).
//
// Each set is kept in order of use, the most recently used line first and invalid places last, so that LRU
// replacement takes the last place.
#pragma once
#include <cstdint>
#include <vector>

#include "models/common/address.h"

namespace shrimp {

/// State of a line. Shared is the state of write-through lines: a store must show on the bus.
enum class Mesi : std::uint8_t { invalid, shared, exclusive, modified };

class LineArray {
 public:
  struct Line {
    PhysicalAddress address = 0;  // of the line's first byte
    Mesi state = Mesi::invalid;
  };

  LineArray(std::uint64_t size, std::uint32_t ways, std::uint64_t line_bytes)
      : line_bytes_(static_cast<std::uint32_t>(line_bytes)),
        ways_(ways),
        sets_(static_cast<std::uint32_t>(size / line_bytes / ways)),
        lines_(std::size_t{sets_} * ways) {}

  std::uint32_t line_bytes() const { return line_bytes_; }
  PhysicalAddress line_of(PhysicalAddress address) const { return address - address % line_bytes_; }

  /// The line that holds `address`; null if none.
  Line* find(PhysicalAddress address) {
    const PhysicalAddress line = line_of(address);
    Line* set = set_of(address);
    for (Line* l = set; l != set + ways_; ++l)
      if (l->address == line && l->state != Mesi::invalid) return l;
    return nullptr;
  }
  /// The most recently used place of the set of `address`.
  Line& most_recent(PhysicalAddress address) { return *set_of(address); }
  /// The place that a new line for `address` takes.
  Line& victim(PhysicalAddress address) { return set_of(address)[ways_ - 1]; }

  /// Makes `line` the most recently used of its set; the reference to it afterwards.
  Line& promote(Line& line) {
    Line* set = set_of(line.address);
    const Line used = line;
    for (Line* l = &line; l != set; --l) *l = l[-1];
    return *set = used;
  }
  /// Puts a line in the last place of its set, which becomes the most recently used.
  void fill(PhysicalAddress address, Mesi state) {
    Line& place = victim(address);
    place = {line_of(address), state};
    promote(place);
  }
  void invalidate(Line& line) {
    Line* end = set_of(line.address) + ways_;
    Line* l = &line;
    for (; l + 1 != end; ++l) *l = l[1];
    *l = Line{};
  }

 private:
  Line* set_of(PhysicalAddress address) {
    return &lines_[std::size_t{address / line_bytes_ % sets_} * ways_];
  }

  std::uint32_t line_bytes_;
  std::uint32_t ways_;
  std::uint32_t sets_;
  std::vector<Line> lines_;
};

}  // namespace shrimp
