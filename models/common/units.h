// SPDX-License-Identifier: MIT
// Quantities with a unit, used as the types of parameters: what `--set` and a machine file can say.
#pragma once
#include <cstdint>

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
    const auto ps = static_cast<Wide>(bytes) * 1'000'000'000'000;
    return {static_cast<std::int64_t>((ps + static_cast<Wide>(bytes_per_second) - 1) /
                                      static_cast<Wide>(bytes_per_second))};
  }
};

/// A number of cycles of the clock that the parameter's meaning names ("5 cycles", or a bare 5).
struct Cycles {
  std::int64_t n = 0;
};

}  // namespace shrimp
