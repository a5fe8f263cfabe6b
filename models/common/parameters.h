// SPDX-License-Identifier: MIT
// How a block declares its parameters: once, as a struct with a `visit` that names each.
//
//   struct OutgoingFifoParameters {
//     Bytes capacity;
//     Bytes threshold;
//     template <class Visitor> void visit(Visitor&& v) {
//       v("capacity", capacity, "bytes of packets the FIFO holds", range(Bytes{64}, Bytes{1 << 20}));
//       v("threshold", threshold, "occupancy past which the processor is interrupted",
//         range(Bytes{0}, Bytes{1 << 20}));
//     }
//   };
//
// Name, type (hence unit), meaning and range stand here; value, source tag and reason stand in the machine's
// file under configs/ and nowhere else, so no model holds a number. A parameter's full name is the path of
// groups (`v.group("outgoing_fifo", outgoing_fifo)`), as in nic.outgoing_fifo.capacity. Allowed types: Time,
// Frequency, Bytes, Bandwidth, Cycles, std::uint32_t (a count), bool, std::string (with one_of).
// Rules between parameters: `template <class Report> void check(Report&& report) const` beside `visit`, which
// calls report("capacity", "sentence that says what is wrong and what is expected").
#pragma once
#include <initializer_list>
#include <string>
#include <vector>

#include "models/common/units.h"

namespace shrimp {

/// The closed range of sensible values of a parameter.
template <class T>
struct Range {
  T low;
  T high;
};
template <class T>
constexpr Range<T> range(T low, T high) {
  return {low, high};
}

/// The names that a parameter of type std::string may have; empty: any.
struct OneOf {
  std::vector<std::string> names;
};
inline OneOf one_of(std::initializer_list<std::string> names) {
  return {names};
}

}  // namespace shrimp
