// SPDX-License-Identifier: MIT
#include "sim/experiment/commands.h"

#include <stdexcept>

namespace shrimp {

int run(const RunOptions&) { throw std::runtime_error("`shrimp run` is not built yet"); }
int reproduce(const ReproduceOptions&) { throw std::runtime_error("`shrimp reproduce` is not built yet"); }

}  // namespace shrimp
