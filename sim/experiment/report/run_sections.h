// SPDX-License-Identifier: MIT
// What a run was and what it counted, as sections of a report.
#pragma once
#include "sim/experiment/explain/explain.h"
#include "sim/observe/run_report.h"
#include "sim/report/page.h"

namespace shrimp {

/// Simulated time, packets, and how each process ended.
ReportSection summary_section(const RunReport& report);

/// First what says most of a run: how busy buses and engines were, how full queues got, who waited; then all.
ReportSection statistics_section(const RunReport& report);

/// The mean lives of the run's messages, or that there were none.
ReportSection messages_section(const Explained& explained);

}  // namespace shrimp
