// SPDX-License-Identifier: MIT
// The machine of a report: its block diagram, and every parameter with value, source and reason.
#pragma once
#include "sim/machine/configuration.h"
#include "sim/report/page.h"

namespace shrimp {

ReportSection diagram_section(const Configuration& configuration);
ReportSection configuration_section(const Configuration& configuration);

}  // namespace shrimp
