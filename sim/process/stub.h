// SPDX-License-Identifier: MIT
// How a process calls an unchanged function of the host's C library: through a few instructions in its own
// window, so that the address of `sin` is the same in every run, and which charge the function's stated cost.
#pragma once
#include <cstdint>

#include "sim/process/abi.h"
#include "sim/process/symbols.h"

namespace shrimp {

struct CallStub {
  static constexpr std::uint64_t bytes = 48;
  static void write(std::uint8_t* at, const LibrarySymbol& function, const shrimp_hook_state& hook);
};

}  // namespace shrimp
