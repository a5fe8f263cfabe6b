// SPDX-License-Identifier: MIT
#include "sim/machine/quantity.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "sim/machine/nearest_name.h"

namespace shrimp {
namespace {

struct Unit {
  std::string_view name;
  Wide scale;  // in the dimension's smallest unit; a product of powers of 2 and 5, so decimals stay finite
};

constexpr Wide kilo = 1000, mega = kilo * kilo, giga = mega * kilo, tera = giga * kilo;
constexpr Wide kibi = 1024, mebi = kibi * kibi, gibi = mebi * kibi;
constexpr int most_digits = 25;  // times 10^12 still fits in 127 bits; no printed quantity needs more

/// From the largest unit to the smallest.
const std::vector<Unit>& units_of(Dimension d) {
  static const std::vector<Unit> none, cycles{{"cycles", 1}},
      time{{"s", tera}, {"ms", giga}, {"us", mega}, {"ns", kilo}, {"ps", 1}},
      frequency{{"GHz", giga}, {"MHz", mega}, {"kHz", kilo}, {"Hz", 1}},
      bytes{{"GiB", gibi}, {"MiB", mebi}, {"MB", mega}, {"KiB", kibi}, {"kB", kilo}, {"B", 1}},
      bandwidth{{"GB/s", giga}, {"MB/s", mega}, {"kB/s", kilo}, {"B/s", 1}};
  switch (d) {
    case Dimension::time:
      return time;
    case Dimension::frequency:
      return frequency;
    case Dimension::bytes:
      return bytes;
    case Dimension::bandwidth:
      return bandwidth;
    case Dimension::cycles:
      return cycles;
    default:
      return none;
  }
}

bool bare_allowed(Dimension d) {
  return d == Dimension::count || d == Dimension::cycles;
}

std::string_view smallest_unit(Dimension d) {
  switch (d) {
    case Dimension::time:
      return "picoseconds";
    case Dimension::frequency:
      return "hertz";
    case Dimension::bytes:
      return "bytes";
    case Dimension::bandwidth:
      return "bytes per second";
    case Dimension::cycles:
      return "cycles";
    default:
      return "";
  }
}

bool fits(Wide v, Dimension d) {
  const Wide most = d == Dimension::count ? Wide{std::numeric_limits<std::uint32_t>::max()}
                    : d == Dimension::time || d == Dimension::cycles
                        ? Wide{std::numeric_limits<std::int64_t>::max()}
                        : Wide{std::numeric_limits<std::uint64_t>::max()};
  return v <= most && v >= -most - 1;
}

std::string wrong_unit(std::string_view unit, Dimension d) {
  for (Dimension other :
       {Dimension::time, Dimension::frequency, Dimension::bytes, Dimension::bandwidth, Dimension::cycles})
    for (const Unit& u : units_of(other))
      if (u.name == unit && other != d)
        return fmt::format("'{}' is the unit of {}, not of {}", unit, dimension_name(other),
                           dimension_name(d));
  if (d == Dimension::count) return fmt::format("'{}' stands behind a plain count, which has no unit", unit);
  std::vector<std::string> names;
  for (const Unit& u : units_of(d)) names.emplace_back(u.name);
  const auto near = nearest_names(unit, names);
  return fmt::format("'{}' is not a unit{}", unit,
                     near.empty() ? "" : fmt::format("; did you mean {}?", near[0]));
}

/// Decimal text as digits * 10^-decimals.
struct Decimal {
  Wide digits = 0;
  int decimals = 0;
  std::size_t end = 0;  // first character behind the number
  bool any = false;
  bool too_long = false;
};

Decimal read_decimal(std::string_view text) {
  Decimal n;
  bool point = false;
  int count = 0;
  for (; n.end < text.size(); ++n.end) {
    const char c = text[n.end];
    if (c == '.' && !point && n.any) {
      point = true;
    } else if (c >= '0' && c <= '9') {
      n.any = true;
      if (n.digits != 0 || c != '0') ++count;
      if (count > most_digits) {
        n.too_long = true;
        continue;
      }
      n.digits = n.digits * 10 + (c - '0');
      if (point && ++n.decimals > most_digits) n.too_long = true;
    } else {
      break;
    }
  }
  if (point && n.end > 0 && text[n.end - 1] == '.') n.any = false;
  return n;
}

/// value / scale as exact decimal text.
std::string decimal_text(Wide value, Wide scale) {
  std::string text = fmt::format("{}", static_cast<std::uint64_t>(value / scale));
  Wide rest = value % scale;
  if (rest != 0) text += '.';
  for (; rest != 0; rest %= scale) {
    rest *= 10;
    text += static_cast<char>('0' + static_cast<int>(rest / scale));
  }
  return text;
}

}  // namespace

std::string_view dimension_name(Dimension d) {
  switch (d) {
    case Dimension::time:
      return "a time";
    case Dimension::frequency:
      return "a frequency";
    case Dimension::bytes:
      return "a size in bytes";
    case Dimension::bandwidth:
      return "a transfer rate";
    case Dimension::cycles:
      return "a number of cycles";
    case Dimension::count:
      return "a whole number without a unit";
    case Dimension::boolean:
      return "true or false";
    case Dimension::text:
      return "a text in quotes";
  }
  return "";
}

std::string unit_list(Dimension d) {
  const auto& units = units_of(d);
  std::string list;
  for (std::size_t i = units.size(); i-- > 0;)
    list += std::string(list.empty() ? "" : i == 0 ? " or " : ", ") + std::string(units[i].name);
  return list;
}

ParsedQuantity parse_quantity(std::string_view text, Dimension d) {
  const auto problem = [](std::string sentence) { return ParsedQuantity{0, std::move(sentence)}; };
  if (text.empty()) return problem("the value is empty");
  const bool negative = text[0] == '-';
  const std::string_view magnitude = text.substr(negative ? 1 : 0);
  const Decimal number = read_decimal(magnitude);
  if (!number.any) return problem("it does not begin with a number");
  if (number.too_long) return problem(fmt::format("it has more than {} digits", most_digits));

  std::string_view unit = magnitude.substr(number.end);
  while (!unit.empty() && unit[0] == ' ') unit.remove_prefix(1);
  if (d == Dimension::cycles && unit == "cycle") unit = "cycles";
  Wide scale = 1;
  if (!unit.empty()) {
    const auto& units = units_of(d);
    const auto found =
        std::find_if(units.begin(), units.end(), [&](const Unit& u) { return u.name == unit; });
    if (found == units.end()) return problem(wrong_unit(unit, d));
    scale = found->scale;
  } else if (!bare_allowed(d)) {
    return problem("the unit is missing");
  }

  Wide value = number.digits * scale;
  for (int i = 0; i < number.decimals; ++i) {
    if (value % 10 != 0)
      return problem(d == Dimension::count ? "it is no whole number"
                                           : fmt::format("it is no whole number of {}", smallest_unit(d)));
    value /= 10;
  }
  if (negative) value = -value;
  if (!fits(value, d)) return problem("it is too large");
  return {value, ""};
}

std::string print_quantity(Wide value, Dimension d) {
  const Wide magnitude = value < 0 ? -value : value;
  const std::string sign = value < 0 ? "-" : "";
  if (bare_allowed(d)) return sign + decimal_text(magnitude, 1) + (d == Dimension::cycles ? " cycles" : "");
  std::string best;
  for (const Unit& u : units_of(d)) {
    if (magnitude < u.scale && u.scale != 1 && magnitude != 0) continue;
    std::string text = sign + decimal_text(magnitude, u.scale) + std::string(u.name);
    if (best.empty() || text.size() < best.size()) best = std::move(text);
  }
  return best;
}

}  // namespace shrimp
