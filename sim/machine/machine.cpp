// SPDX-License-Identifier: MIT
#include "sim/machine/machine.h"

#include <fmt/format.h>

#include <random>

#include "models/nic/boards.h"

namespace shrimp {

namespace {

/// A phase of a clock, uniform over one period, from the machine's seed. (mt19937_64 is the same on every
/// host; the distributions of the standard library need not be.)
Time phase(std::mt19937_64& random, Time period) {
  return Time{static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(period.ps))};
}

Time period(Frequency f) {
  return Clock(f, Time{}).edge(1);
}

}  // namespace

Machine::Machine(const MachineParameters& parameters, const MachineOptions& options, KernelClient& client)
    : parameters_(parameters), executive_("executive"), mesh_(parameters_.mesh) {
  executive_.set_run_ahead(options.run_ahead);
  executive_.add(mesh_.calendar());
  std::mt19937_64 random(parameters_.run.seed);
  for (NodeNumber n = 0; n < parameters_.machine.nodes; ++n)
    view_.coordinates.push_back(mesh_.coordinates(n));
  for (NodeNumber n = 0; n < parameters_.machine.nodes; ++n) {
    NodePhases phases;
    phases.bus = phase(random, period(parameters_.node.pentium.clock));
    phases.eisa = phase(random, period(parameters_.node.eisa.clock));
    phases.refresh = phase(random, parameters_.node.eisa.refresh_interval);
    const std::string name = fmt::format("node[{}]", n);
    nodes_.push_back(
        std::make_unique<Node>(name.c_str(), n, parameters_.node, phases, mesh_.port(n).least_delay()));
    Node& node = *nodes_.back();
    boards_.push_back(make_network_interface(parameters_.nic, node.calendar(), packets_, mesh_.port(n),
                                             view_.coordinates[n]));
    node.plug_in(*boards_.back());
    executive_.add(node.calendar());
    kernels_.push_back(std::make_unique<Kernel>(executive_, node, parameters_.os, view_, client));
    node.interrupt_controller().connect(kernels_.back()->interrupts());
  }
}

bool Machine::all_ended() const {
  for (const auto& kernel : kernels_)
    if (!kernel->all_ended()) return false;
  return true;
}

bool Machine::quiet() const {
  if (mesh_.packets_in_flight() != 0) return false;
  for (const auto& board : boards_)
    if (!board->quiet()) return false;
  return true;
}

std::string Machine::who_waits_where() const {
  std::string text;
  for (const auto& kernel : kernels_) text += kernel->who_waits_where();
  const std::string mesh = mesh_.waiting_for();
  if (!mesh.empty()) text += "  mesh: " + mesh + "\n";
  return text;
}

void Machine::report(StatisticsSink& sink) const {
  for (std::size_t n = 0; n < nodes_.size(); ++n) {
    sink.enter(fmt::format("node[{}]", n));
    nodes_[n]->report(sink);
    sink.part("nic", *boards_[n]);
    sink.part("kernel", *kernels_[n]);
    sink.leave();
  }
  sink.part("mesh", mesh_);
  sink.count("packets", packets_.taken(), "packets", "Packets made by all boards.");
  sink.count("packets_in_flight", packets_.in_flight(), "packets",
             "Packets not yet delivered at the end, those still being combined included.");
}

}  // namespace shrimp
