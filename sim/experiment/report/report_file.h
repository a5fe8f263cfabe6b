// SPDX-License-Identifier: MIT
// Where a report goes: index.html in a folder of the user's.
#pragma once
#include <string>

namespace shrimp {

/// Makes the folder and looks for gnuplot, so that what is missing is said before anything is measured; a
/// page that is there already stays. Throws UsageError.
void prepare_report(const std::string& folder);

}  // namespace shrimp
