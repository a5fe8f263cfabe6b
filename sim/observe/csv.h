// SPDX-License-Identifier: MIT
// One line of a CSV file as RFC 4180 describes it, which spreadsheets, pandas and R read without being told
// how.
#pragma once
#include <string>
#include <vector>

namespace shrimp {

/// The fields with commas between them and CR LF behind. A field with a comma, a quote or a line break is
/// quoted.
std::string csv_line(const std::vector<std::string>& fields);

}  // namespace shrimp
