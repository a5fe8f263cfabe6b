// SPDX-License-Identifier: MIT
// Quantities with a unit, used as the types of parameters: what `--set` and a machine file can say.
#pragma once
#include <cstdint>
#include <limits>

#include "models/common/time.h"

namespace shrimp {

/// A size in bytes ("32KiB", "40MiB", "64B").
struct Bytes {
  std::uint64_t n = 0;
};

/// A transfer rate in bytes per second ("200MB/s", MB = 10^6 bytes).
struct Bandwidth {
  std::uint64_t bytes_per_second = 0;
  /// Time to move `bytes`, rounded up to a picosecond.
  constexpr Time time_for(std::uint64_t bytes) const {
    constexpr std::uint64_t second = 1'000'000'000'000;
    constexpr std::uint64_t narrow = std::numeric_limits<std::int64_t>::max() / second;
    if (bytes < narrow && bytes_per_second < second)  // in 64 bits: each packet asks this several times
      return {static_cast<std::int64_t>((bytes * second + bytes_per_second - 1) / bytes_per_second)};
    const auto rate = static_cast<Wide>(bytes_per_second);
    return {static_cast<std::int64_t>((static_cast<Wide>(bytes) * second + rate - 1) / rate)};
  }
};

/// A number of cycles of the clock that the parameter's meaning names ("5 cycles", or a bare 5).
struct Cycles {
  std::int64_t n = 0;
};

}  // namespace shrimp
