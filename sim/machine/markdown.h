// SPDX-License-Identifier: MIT
// Text for the pages under docs/ that are made from the code.
#pragma once
#include <string>

namespace shrimp {

/// Text inside a table's cell.
std::string table_cell(std::string text);

}  // namespace shrimp
