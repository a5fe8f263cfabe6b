// SPDX-License-Identifier: MIT
#include "sim/machine/machine.h"

#include <fmt/format.h>

#include <random>

#include "models/nic/boards.h"
#include "sim/machine/errors.h"
#include "sim/machine/quantity.h"

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
    : parameters_(parameters),
      executive_("executive"),
      mesh_(parameters_.mesh),
      ethernet_(mesh_.calendar(), parameters_.ethernet, parameters_.machine.nodes, parameters_.faults) {
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
    kernels_.push_back(
        std::make_unique<Kernel>(executive_, node, parameters_.os, view_, ethernet_.port(n), client));
    node.interrupt_controller().connect(kernels_.back()->interrupts());
  }
  set_ethernet_reach();
}

/// A frame's way, of which interfaces are the least part, must take longer than anything that a processor
/// runs ahead by: then Ethernet takes nothing of how far that is.
void Machine::set_ethernet_reach() {
  Time ahead{};
  for (const auto& node : nodes_)
    ahead = max(ahead, max(node->least_arrival_to_core(), node->least_store_to_network()));
  if (parameters_.ethernet.interface_latency <= ahead)
    throw ConfigurationError(fmt::format(
        "ethernet.interface_latency: {} is too short; a packet's way through the boards alone takes {} "
        "here, and an interface of this machine must take longer",
        print(parameters_.ethernet.interface_latency), print(ahead)));
  ethernet_.set_arrival_to_core(ahead);
}

bool Machine::all_ended() const {
  for (const auto& kernel : kernels_)
    if (!kernel->all_ended()) return false;
  return true;
}

bool Machine::quiet() const {
  if (mesh_.packets_in_flight() != 0 || ethernet_.waiting() != 0) return false;
  for (const auto& board : boards_)
    if (!board->quiet()) return false;
  for (const auto& kernel : kernels_)
    if (!kernel->quiet()) return false;
  return true;
}

std::string Machine::who_waits_where() const {
  std::string text;
  for (const auto& kernel : kernels_) text += kernel->who_waits_where();
  const std::string mesh = mesh_.waiting_for();
  if (!mesh.empty()) text += "  mesh: " + mesh + "\n";
  const std::string ethernet = ethernet_.waiting_for();
  if (!ethernet.empty()) text += "  Ethernet: " + ethernet + "\n";
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
  sink.part("ethernet", ethernet_);
  sink.count("packets", packets_.taken(), "packets", "Packets made by all boards.");
  sink.count("packets_in_flight", packets_.in_flight(), "packets",
             "Packets not yet delivered at the end, those still being combined included.");
}

}  // namespace shrimp
