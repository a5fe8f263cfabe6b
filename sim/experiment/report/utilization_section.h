// SPDX-License-Identifier: MIT
// Buses and FIFOs over time, as part of a report.
#pragma once
#include <string>
#include <vector>

#include "sim/experiment/installation.h"
#include "sim/machine/machine_parameters.h"
#include "sim/observe/utilization.h"
#include "sim/report/page.h"

namespace shrimp {

/// Two figures of one run. `id` begins their ids, `of` says what ran.
std::string utilization_figures(const std::string& id, const std::string& of, const Utilization& utilization);

/// A section with figures; `remark`: what there is to say of them.
ReportSection utilization_section(const std::string& figures, const std::string& remark);

/// The figures of streams of messages on this machine, one by each way to send that it has, each run in a
/// process of its own. Throws UsageError if one fails.
std::string stream_utilization(const MachineParameters& parameters, const Installation& installation);

}  // namespace shrimp
