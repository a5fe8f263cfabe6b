// SPDX-License-Identifier: MIT
// Text for a terminal.
#pragma once
#include <string>
#include <utility>
#include <vector>

namespace shrimp {

/// Lines "  name  text", the texts below each other and wrapped.
std::string two_columns(const std::vector<std::pair<std::string, std::string>>& rows);

}  // namespace shrimp
