// SPDX-License-Identifier: MIT
// The floating-point rows of the Pentium's instruction table: x87, and SSE standing in for it.
#pragma once
#include "sim/process/rewriter/pentium_table.h"

namespace shrimp::rewriter {

bool is_floating(const Decoded& d);
Timing floating_timing(const Decoded& d);

}  // namespace shrimp::rewriter
