// SPDX-License-Identifier: MIT
// Numbers as files tell them. A mean or a difference of what was measured has noise of the arithmetic behind
// its sixteenth digit (4.729750000000001), which says nothing and makes columns wide.
#pragma once
#include <fmt/format.h>

#include <cstdlib>

namespace shrimp {

/// To twelve significant digits: what is computed from such numbers anew still agrees.
inline double rounded(double value) {
  return std::strtod(fmt::format("{:.12g}", value).c_str(), nullptr);
}

}  // namespace shrimp
