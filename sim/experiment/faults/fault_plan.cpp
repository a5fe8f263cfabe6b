// SPDX-License-Identifier: MIT
#include "sim/experiment/faults/fault_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <random>

#include "sim/machine/quantity.h"

namespace shrimp {

namespace {

// What a run is drawn from. These are choices of the campaign, not of the machine.
struct Shape {
  std::uint32_t width, height;
};
constexpr std::array<Shape, 4> shapes{{{2, 1}, {2, 1}, {2, 2}, {3, 2}}};  // in the last, pairs are far apart
constexpr std::uint32_t least_messages = 4, most_messages = 24;
constexpr std::uint32_t least_bit_errors = 20, bit_error_doublings = 11;  // of a million packets
constexpr std::uint32_t least_lost_frames = 10'000, most_lost_frames = 400'000;
constexpr std::uint32_t most_slowness = 8;
constexpr Time last_onset = Time::from_us(30'000);  // runs take about 20 ms, most of it to set up
constexpr Time stuck_after = Time::from_us(50'000);

/// mt19937_64 and its raw output are the same on every host.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}
  std::uint32_t below(std::uint64_t limit) { return static_cast<std::uint32_t>(random_() % limit); }
  std::uint32_t between(std::uint32_t low, std::uint32_t high) { return low + below(high - low + 1); }
  Time before(Time limit) { return Time{static_cast<std::int64_t>(random_() % limit.ps)}; }

 private:
  std::mt19937_64 random_;
};

/// A random link that exists.
void choose_link(Dice& dice, const MeshParameters& mesh, DeadLinkParameters& link) {
  for (;;) {
    link.node = dice.below(mesh.width * mesh.height);
    const std::uint32_t x = link.node % mesh.width, y = link.node / mesh.width;
    const std::uint32_t side = dice.below(4);
    static constexpr std::array<const char*, 4> names{"east", "west", "north", "south"};
    const std::array<bool, 4> exists{x + 1 < mesh.width, x > 0, y + 1 < mesh.height, y > 0};
    link.side = names[side];
    if (exists[side]) return;
  }
}

void add_fault(Dice& dice, FaultKind kind, MachineParameters& machine) {
  FaultParameters& faults = machine.faults;
  switch (kind) {
    case FaultKind::bit_errors:
      faults.link_bit_errors = least_bit_errors << dice.below(bit_error_doublings);
      break;
    case FaultKind::dead_link:
      choose_link(dice, machine.mesh, faults.dead_link);
      faults.dead_link.from = dice.before(last_onset);
      break;
    case FaultKind::stuck_receiver:
      faults.stuck_receiver.stuck = true;
      faults.stuck_receiver.node = dice.below(machine.machine.nodes);
      faults.stuck_receiver.from = dice.before(last_onset);
      break;
    case FaultKind::slow_node:
      faults.slow_node.node = dice.below(machine.machine.nodes);
      faults.slow_node.factor = dice.between(2, most_slowness);
      break;
    case FaultKind::lost_frames:
      faults.lost_frames = dice.between(least_lost_frames, most_lost_frames);
      break;
  }
}

/// None in one run of twenty, two in one of five.
std::vector<FaultKind> choose_kinds(Dice& dice) {
  std::vector<FaultKind> kinds;
  const std::uint32_t draw = dice.below(20);
  const std::size_t count = draw == 0 ? 0 : draw < 5 ? 2 : 1;
  while (kinds.size() < count) {
    const auto kind = static_cast<FaultKind>(dice.below(fault_kinds));
    if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) kinds.push_back(kind);
  }
  std::sort(kinds.begin(), kinds.end());
  return kinds;
}

/// Collects "name=value" of every parameter.
class Lister {
 public:
  Lister(std::vector<std::string>& list, std::string path) : list_(list), path_(std::move(path)) {}
  template <class T, class Limits>
  void operator()(std::string_view name, const T& value, std::string_view, Limits) {
    add(name, print(value));
  }
  void operator()(std::string_view name, bool value, std::string_view) {
    add(name, value ? "true" : "false");
  }
  void operator()(std::string_view name, const std::string& value, std::string_view, const OneOf& = {}) {
    add(name, value);
  }
  template <class Parameters>
  void group(std::string_view name, Parameters& parameters) {
    parameters.visit(Lister(list_, full(name) + "."));
  }

 private:
  std::string full(std::string_view name) const { return path_ + std::string(name); }
  void add(std::string_view name, const std::string& value) { list_.push_back(full(name) + "=" + value); }
  std::vector<std::string>& list_;
  std::string path_;
};

std::vector<std::string> all_settings(MachineParameters machine) {
  std::vector<std::string> list;
  machine.visit(Lister(list, ""));
  return list;
}

}  // namespace

const char* name_of(FaultKind kind) {
  switch (kind) {
    case FaultKind::bit_errors:
      return "bit errors";
    case FaultKind::dead_link:
      return "dead link";
    case FaultKind::stuck_receiver:
      return "stuck receiver";
    case FaultKind::slow_node:
      return "slow node";
    case FaultKind::lost_frames:
      return "lost frames";
  }
  return "";
}

std::vector<std::string> FaultPlan::arguments() const {
  return {fmt::format("{}", seed), fmt::format("{}", messages)};
}

std::vector<std::string> FaultPlan::settings(const MachineParameters& base) const {
  const std::vector<std::string> before = all_settings(base), now = all_settings(machine);
  std::vector<std::string> changed;
  for (std::size_t i = 0; i < now.size(); ++i)
    if (now[i] != before[i]) changed.push_back(now[i]);
  return changed;
}

FaultPlan plan_faults(const MachineParameters& base, std::uint32_t seed) {
  Dice dice(seed);
  FaultPlan plan;
  plan.seed = seed;
  plan.machine = base;
  const Shape shape = shapes[dice.below(shapes.size())];
  plan.machine.mesh.width = shape.width;
  plan.machine.mesh.height = shape.height;
  plan.processes = plan.machine.machine.nodes = shape.width * shape.height;
  plan.machine.run.seed = seed;
  plan.machine.run.stuck_after = stuck_after;
  plan.machine.faults.seed = seed;
  plan.messages = dice.between(least_messages, most_messages);
  plan.kinds = choose_kinds(dice);
  for (const FaultKind kind : plan.kinds) add_fault(dice, kind, plan.machine);
  return plan;
}

}  // namespace shrimp
