// SPDX-License-Identifier: MIT
// Quantities as text: "40ns", "32KiB", "8.33MHz", "33MB/s", "5 cycles".
//
// Both directions are exact. Text is decimal and a quantity is a whole number of its smallest unit
// (picosecond, hertz, byte, byte per second, cycle), so "0.5ps" is an error and not a rounding. Print gives
// the shortest text with at least 1 before the point, in the largest such unit, and parse(print(x)) == x.
#pragma once
#include <string>
#include <string_view>

#include "models/common/units.h"

namespace shrimp {

/// What kind of value a parameter has; fixed by its C++ type.
enum class Dimension { time, frequency, bytes, bandwidth, cycles, count, boolean, text };

/// "a time", "a size in bytes", ...
std::string_view dimension_name(Dimension d);
/// The accepted units, "ps, ns, us, ms or s"; empty for those without a unit.
std::string unit_list(Dimension d);

struct ParsedQuantity {
  Wide value = 0;
  std::string problem;  // a clause such as "the unit is missing"; empty if the text was understood
  bool ok() const { return problem.empty(); }
};

/// `text` as a quantity of dimension `d` (not boolean, not text), in its smallest unit.
ParsedQuantity parse_quantity(std::string_view text, Dimension d);
/// The shortest text that parse_quantity understands as exactly `value`.
std::string print_quantity(Wide value, Dimension d);

/// How each C++ type of a parameter maps to a dimension and to a whole number.
template <class T>
struct QuantityTraits;
template <>
struct QuantityTraits<Time> {
  static constexpr Dimension dimension = Dimension::time;
  static constexpr Wide to(Time t) { return t.ps; }
  static constexpr Time from(Wide n) { return {static_cast<std::int64_t>(n)}; }
};
template <>
struct QuantityTraits<Frequency> {
  static constexpr Dimension dimension = Dimension::frequency;
  static constexpr Wide to(Frequency f) { return f.hz; }
  static constexpr Frequency from(Wide n) { return {static_cast<std::uint64_t>(n)}; }
};
template <>
struct QuantityTraits<Bytes> {
  static constexpr Dimension dimension = Dimension::bytes;
  static constexpr Wide to(Bytes b) { return b.n; }
  static constexpr Bytes from(Wide n) { return {static_cast<std::uint64_t>(n)}; }
};
template <>
struct QuantityTraits<Bandwidth> {
  static constexpr Dimension dimension = Dimension::bandwidth;
  static constexpr Wide to(Bandwidth b) { return b.bytes_per_second; }
  static constexpr Bandwidth from(Wide n) { return {static_cast<std::uint64_t>(n)}; }
};
template <>
struct QuantityTraits<Cycles> {
  static constexpr Dimension dimension = Dimension::cycles;
  static constexpr Wide to(Cycles c) { return c.n; }
  static constexpr Cycles from(Wide n) { return {static_cast<std::int64_t>(n)}; }
};
template <>
struct QuantityTraits<std::uint32_t> {
  static constexpr Dimension dimension = Dimension::count;
  static constexpr Wide to(std::uint32_t n) { return n; }
  static constexpr std::uint32_t from(Wide n) { return static_cast<std::uint32_t>(n); }
};

/// The text of any quantity by its type: print(Time::from_ns(40)) is "40ns".
template <class T>
std::string print(const T& value) {
  return print_quantity(QuantityTraits<T>::to(value), QuantityTraits<T>::dimension);
}

}  // namespace shrimp
