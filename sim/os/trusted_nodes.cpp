// SPDX-License-Identifier: MIT
#include "sim/os/trusted_nodes.h"

#include <charconv>

namespace shrimp {

namespace {

std::optional<NodeNumber> number(const char*& at, const char* end) {
  NodeNumber n = 0;
  const auto [rest, error] = std::from_chars(at, end, n);
  if (error != std::errc()) return std::nullopt;
  at = rest;
  return n;
}

}  // namespace

std::optional<TrustedNodes> TrustedNodes::parse(const std::string& text) {
  TrustedNodes table;
  if (text == "none") return table;
  if (text == "all") {
    table.ranges_.push_back({0, ~NodeNumber{0}});
    return table;
  }
  const char* at = text.data();
  const char* const end = at + text.size();
  for (;;) {
    const auto first = number(at, end);
    if (!first) return std::nullopt;
    auto last = first;
    if (at != end && *at == '-') last = number(++at, end);
    if (!last || *last < *first) return std::nullopt;
    table.ranges_.push_back({*first, *last});
    if (at == end) return table;
    if (*at++ != ',') return std::nullopt;
  }
}

}  // namespace shrimp
