// SPDX-License-Identifier: MIT
// stats.csv: what stats.json tells, but for `host`, as one tidy table: a row for each statistic.
//
//   node,component,statistic,value,unit,text
//
// "node[1].nic.outgoing_fifo.occupancy_max" is node 1, component nic.outgoing_fifo, statistic occupancy_max;
// what belongs to no node (mesh, ethernet, faults) has an empty node. The run's simulated time and how it
// ended are the component `run`, each process the component process[RANK] on its node. A value that is not there, as
// the exit status of a process that never ended, is empty. Texts and units of both: run_values.h. Byte-identical between runs of the same configuration and programs.
#pragma once
#include <string>

#include "sim/observe/run_report.h"

namespace shrimp {

/// The text of stats.csv, with a header line.
std::string stats_csv(const RunReport& report);

}  // namespace shrimp
