// SPDX-License-Identifier: MIT
// Processes that sleep until something arrives (vmmc_api/arrivals.h).
//
// A latch for each process, as that of a device's interrupts: what comes while it does not sleep is not
// missed, and says nothing about what it was.
#pragma once
#include "sim/os/scheduler.h"
#include "sim/os/system_call.h"

namespace shrimp {

class ArrivalService {
 public:
  explicit ArrivalService(Scheduler& scheduler) : scheduler_(scheduler) {}

  /// Something has come for this process.
  void came(SimulatedProcess& p, Time now);
  /// System call: blocks until something has.
  Answer await(SystemCall& c);

 private:
  Scheduler& scheduler_;
};

}  // namespace shrimp
