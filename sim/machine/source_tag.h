// SPDX-License-Identifier: MIT
// How a table of parameters says where a value comes from, and what it is.
#pragma once
#include <string>
#include <utility>

#include "sim/machine/parameter_info.h"

namespace shrimp {

struct SourceTag {
  const char* name;
  const char* meaning;
};

inline constexpr SourceTag source_tags[] = {
    {"P", "published: stands in the project's own papers, abstracts or manual pages"},
    {"R-h", "recalled from the literature, not re-read; confidence high"},
    {"R-m", "recalled, confidence medium"},
    {"R-l", "recalled, confidence low"},
    {"D", "arithmetic on values with a source of their own"},
    {"A", "assumed by us: a plausible default, a free parameter"},
    {"user", "given by a user's file or on the command line; not a statement about SHRIMP"},
};

/// The value as number and unit: "8.33MHz" -> "8.33", "MHz". A text has no unit.
std::pair<std::string, std::string> number_and_unit(const ParameterInfo& parameter);

}  // namespace shrimp
