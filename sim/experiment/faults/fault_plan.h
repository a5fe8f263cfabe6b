// SPDX-License-Identifier: MIT
// What one run of the fault campaign is: a machine, traffic and faults, all drawn from the run's seed.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "sim/machine/machine_parameters.h"

namespace shrimp {

/// The kinds of faults of which a run has none, one or two.
enum class FaultKind : std::uint8_t { bit_errors, dead_link, stuck_receiver, slow_node, lost_frames };
inline constexpr std::size_t fault_kinds = 5;
const char* name_of(FaultKind kind);

struct FaultPlan {
  std::uint32_t seed = 0;
  MachineParameters machine;  // with the faults in it
  std::uint32_t processes = 0;
  std::uint32_t messages = 0;    // that each process sends
  std::vector<FaultKind> kinds;  // in the order of FaultKind

  /// Arguments of the workload.
  std::vector<std::string> arguments() const;
  /// What the plan changes of `base`, each as NAME=VALUE for --set.
  std::vector<std::string> settings(const MachineParameters& base) const;
};

/// The plan of a run on a machine like `base`, whose faults are all off.
FaultPlan plan_faults(const MachineParameters& base, std::uint32_t seed);

}  // namespace shrimp
