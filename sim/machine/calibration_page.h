// SPDX-License-Identifier: MIT
// docs/calibration.md: every parameter of a machine, where it comes from, and whether it was adjusted.
#pragma once
#include <string>

#include "sim/machine/configuration.h"

namespace shrimp {

/// Markdown: what the tags mean, the calibrated parameters, then one table for each group.
std::string calibration_page(const Configuration& configuration);

}  // namespace shrimp
