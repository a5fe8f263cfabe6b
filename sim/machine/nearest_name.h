// SPDX-License-Identifier: MIT
// "Did you mean ...?": the names nearest to a mistyped one.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace shrimp {

/// Insertions, deletions, replacements and swaps of neighbours that lead from a to b.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// At most three of `names`, all equally near to `name`; none if nothing is near. Dotted names are compared
/// whole, and by their last component too, so that a parameter is found under another table.
std::vector<std::string> nearest_names(std::string_view name, const std::vector<std::string>& names);

/// The same as a sentence, "did you mean a or b?"; empty if nothing is near.
std::string did_you_mean(std::string_view name, const std::vector<std::string>& names);

}  // namespace shrimp
