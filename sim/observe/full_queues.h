// SPDX-License-Identifier: MIT
// Which queues had no room for how much of the time, by what the blocks report of themselves: the difference
// between a machine that is slow and one that is saturated.
#pragma once
#include <string>
#include <vector>

#include "models/common/time.h"
#include "sim/observe/statistics_collector.h"

namespace shrimp {

struct FullQueue {
  std::string name;        // "node[1].nic.incoming_fifo"
  double share = 0;        // of the time
  std::string holds_back;  // "packets for node 1 wait in the mesh"
};

/// The queues that were full for at least `least_share` of the time `span` between two reports; an empty
/// `before` is the start of the run. What is nearest to the destination of packets comes first: if it is
/// full, so is sooner or later what lies behind it.
std::vector<FullQueue> full_queues(const StatisticsCollector& before, const StatisticsCollector& after,
                                   Time span, double least_share);

/// "node[1].nic.incoming_fifo was full for 98 %: packets for node 1 wait in the mesh; behind
/// it ..."; at least one queue.
std::string in_words(const std::vector<FullQueue>& queues);

}  // namespace shrimp
