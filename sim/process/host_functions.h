// SPDX-License-Identifier: MIT
// The loader's side of runtime/host.h.
#pragma once
#include "sim/process/abi.h"
#include "sim/process/runtime/host.h"

namespace shrimp {

/// Fills in the table of host functions inside an image.
void fill_in_host_functions(shrimp_image& image);

}  // namespace shrimp
