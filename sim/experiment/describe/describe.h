// SPDX-License-Identifier: MIT
// `shrimp describe`: what a component, a parameter or a statistic is.
#pragma once
#include <string>

#include "sim/experiment/describe/catalogue.h"

namespace shrimp {

/// The range of a parameter: "1ns to 10us", "true or false", "east, west".
std::string range_of(const ParameterInfo& parameter);

/// A component with all its parameters and statistics, or one of these. Throws UsageError with the nearest
/// name.
std::string describe(const Catalogue& catalogue, const std::string& name);

/// docs/reference.md: all components, as Markdown.
std::string reference_page(const Catalogue& catalogue);

}  // namespace shrimp
