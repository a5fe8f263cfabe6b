// SPDX-License-Identifier: MIT
#include "sim/experiment/faults/fault_plan.h"

#include <algorithm>
#include <set>

#include "sim/machine/machine_configuration.h"
#include "tests/catch.h"

using namespace shrimp;

namespace {

MachineParameters shipped(const std::vector<std::string>& sets = {}, std::uint32_t processes = 2) {
  MachineParameters p;
  load_machine("shrimp-ii", sets, {SHRIMP_CONFIGS}, processes, p);
  return p;
}

bool has(const FaultPlan& plan, FaultKind kind) {
  return std::find(plan.kinds.begin(), plan.kinds.end(), kind) != plan.kinds.end();
}

}  // namespace

TEST_CASE("a seed gives one plan, and another seed another") {
  const MachineParameters base = shipped();
  CHECK(plan_faults(base, 7).settings(base) == plan_faults(base, 7).settings(base));
  CHECK(plan_faults(base, 7).settings(base) != plan_faults(base, 8).settings(base));
}

TEST_CASE("plans hold every kind of fault, alone and in pairs, and none") {
  const MachineParameters base = shipped();
  std::set<std::vector<FaultKind>> seen;
  for (std::uint32_t seed = 0; seed < 1000; ++seed) seen.insert(plan_faults(base, seed).kinds);
  CHECK(seen.size() == 1 + fault_kinds + fault_kinds * (fault_kinds - 1) / 2);
}

TEST_CASE("a plan turns on the faults that it names, and no other") {
  const MachineParameters base = shipped();
  for (std::uint32_t seed = 0; seed < 300; ++seed) {
    const FaultPlan plan = plan_faults(base, seed);
    const FaultParameters& f = plan.machine.faults;
    CHECK((f.link_bit_errors != 0) == has(plan, FaultKind::bit_errors));
    CHECK((f.lost_frames != 0) == has(plan, FaultKind::lost_frames));
    CHECK(f.dead_link.on() == has(plan, FaultKind::dead_link));
    CHECK(f.slow_node.on() == has(plan, FaultKind::slow_node));
    CHECK(f.stuck_receiver.on() == has(plan, FaultKind::stuck_receiver));
  }
}

TEST_CASE("the settings of a plan give its machine, and break no rule") {
  const MachineParameters base = shipped();
  for (std::uint32_t seed = 0; seed < 300; ++seed) {
    const FaultPlan plan = plan_faults(base, seed);
    const MachineParameters again = shipped(plan.settings(base), plan.processes);
    INFO("seed " << seed);
    CHECK(plan.settings(again).empty());
  }
}
