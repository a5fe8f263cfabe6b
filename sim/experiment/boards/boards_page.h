// SPDX-License-Identifier: MIT
// docs/boards.md: the two network interfaces, and the ways to start a send, side by side.
#pragma once
#include <string>
#include <vector>

#include "sim/experiment/reproduce/laboratory.h"

namespace shrimp {

/// The page, measured now. `machines` are searched for shrimp-ii and shrimp-i; `workloads` holds the compiled
/// programs.
std::string boards_page(const std::vector<std::string>& machines, const std::string& workloads,
                        unsigned workers, ForkedRunsProgress* progress);

}  // namespace shrimp
