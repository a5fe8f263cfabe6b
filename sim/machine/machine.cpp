// SPDX-License-Identifier: MIT
#include "sim/machine/machine.h"

#include <fmt/format.h>

#include <random>

#include "models/common/invariant.h"
#include "models/nic/board_plug_in.h"
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

/// All nodes are alike but for the one that the fault injection slows down.
NodeParameters parameters_of(NodeNumber node, const MachineParameters& machine) {
  NodeParameters p = machine.node;
  const SlowNodeParameters& slow = machine.faults.slow_node;
  if (slow.on() && slow.node == node) p.pentium.clock.hz /= slow.factor;
  return p;
}

std::unique_ptr<NetworkInterface> make_board(const MachineParameters& machine, const BoardSite& site) {
  const PlugIn& own = machine.plug_in;
  return own.board ? own.board->make_board(machine.nic, *own.parameters, site)
                   : make_network_interface(machine.nic, site);
}

/// Each line of `lines` with `prefix`.
std::string prefixed(std::string_view prefix, const std::string& lines) {
  std::string text;
  for (std::size_t at = 0, end; at < lines.size(); at = end + 1) {
    end = lines.find('\n', at);
    text += fmt::format("{}{}\n", prefix, lines.substr(at, end - at));
  }
  return text;
}

std::string count_of(std::uint64_t count, std::string_view what = "packet") {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

/// "refused 2 packets with a wrong CRC and ..."; empty if nothing is wrong.
std::string sentence(const ReceiveTrouble& t) {
  std::string text;
  const auto add = [&](const std::string& clause) { text += (text.empty() ? "" : "; ") + clause; };
  if (t.wrong_crc != 0) add(fmt::format("refused {} with a wrong CRC", count_of(t.wrong_crc)));
  if (t.wrong_coordinates != 0)
    add(fmt::format("refused {} meant for another node", count_of(t.wrong_coordinates)));
  if (t.dropped != 0) add(fmt::format("dropped {} for pages that do not receive", count_of(t.dropped)));
  if (t.stuck) add("takes no packets any more: its incoming DMA engine is stuck");
  return text;
}

}  // namespace

Machine::Machine(const MachineParameters& parameters, const MachineOptions& options, KernelClient& client)
    : parameters_(parameters),
      executive_("executive"),
      mesh_(parameters_.mesh, parameters_.faults),
      ethernet_(mesh_.calendar(), parameters_.ethernet, parameters_.machine.nodes, parameters_.faults) {
  executive_.set_run_ahead(options.run_ahead);
  executive_.add(mesh_.calendar());
  std::mt19937_64 random(parameters_.run.seed);
  for (NodeNumber n = 0; n < parameters_.machine.nodes; ++n)
    view_.coordinates.push_back(mesh_.coordinates(n));
  for (NodeNumber n = 0; n < parameters_.machine.nodes; ++n) {
    const NodeParameters node_parameters = parameters_of(n, parameters_);
    NodePhases phases;
    phases.bus = phase(random, period(node_parameters.pentium.clock));
    phases.eisa = phase(random, period(node_parameters.eisa.clock));
    phases.refresh = phase(random, node_parameters.eisa.refresh_interval);
    const std::string name = fmt::format("node[{}]", n);
    nodes_.push_back(
        std::make_unique<Node>(name.c_str(), n, node_parameters, phases, mesh_.port(n).least_delay()));
    Node& node = *nodes_.back();
    boards_.push_back(
        make_board(parameters_, {node.calendar(), packets_, mesh_.port(n), view_.coordinates[n]}));
    node.plug_in(*boards_.back());
    executive_.add(node.calendar());
    kernels_.push_back(
        std::make_unique<Kernel>(executive_, node, parameters_.os, view_, ethernet_.port(n), client));
    node.interrupt_controller().connect(kernels_.back()->interrupts());
  }
  set_ethernet_reach();
  plan_faults();
  if (!parameters_.plug_in.board) executive_.all_is_own();
}

/// What stops shows nowhere, so it has no reach.
void Machine::plan_faults() {
  const StuckReceiverParameters& stuck = parameters_.faults.stuck_receiver;
  if (!stuck.on()) return;
  stop_receiver_ = std::make_unique<Event>(nodes_[stuck.node]->calendar(), this, &Machine::stop_receiver);
  stop_receiver_->set_reach(Time::never());
  stop_receiver_->set_core_reach(Time::never());
  stop_receiver_->wake_at(stuck.from);
}

void Machine::stop_receiver(Time) {
  ++receivers_stopped_;
  boards_[parameters_.faults.stuck_receiver.node]->stop_receiver();
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

void Machine::watch(MessageWatcher& packets, const std::vector<ArrivalWatcher*>& arrivals) {
  packets_.watch(packets);
  for (NodeNumber n = 0; n < nodes(); ++n) {
    nodes_[n]->watch(*arrivals[n]);
    kernels_[n]->processor().watch(*arrivals[n]);
  }
}

bool Machine::all_ended() const {
  for (const auto& kernel : kernels_)
    if (!kernel->all_ended()) return false;
  return true;
}

bool Machine::only_servers_left() const {
  bool some_ended = false;
  for (const auto& kernel : kernels_) {
    if (!kernel->only_servers_left()) return false;
    some_ended = some_ended || kernel->some_ended();
  }
  return some_ended && boards_quiet() && daemons_quiet();
}

bool Machine::boards_quiet() const {
  if (mesh_.packets_in_flight() != 0) return false;
  for (const auto& board : boards_)
    if (!board->quiet()) return false;
  return true;
}

bool Machine::daemons_quiet() const {
  if (ethernet_.waiting() != 0) return false;
  for (const auto& kernel : kernels_)
    if (!kernel->quiet()) return false;
  return true;
}

std::uint64_t Machine::movements() const {
  const std::uint64_t packets = 2 * packets_.taken() - packets_.in_flight();  // made and given back
  return packets + mesh_.packets_injected() + mesh_.packets_delivered();
}

std::string Machine::trouble() const {
  std::string text;
  for (NodeNumber n = 0; n < nodes(); ++n) {
    if (const std::string wrong = sentence(boards_[n]->trouble()); !wrong.empty())
      text += fmt::format("node {} {}\n", n, wrong);
    if (const std::uint64_t messages = kernels_[n]->daemon().given_up(); messages != 0)
      text += fmt::format("the daemon of node {} gave up {} that another did not acknowledge\n", n,
                          count_of(messages, "message"));
  }
  return prefixed("shrimp: ", text + mesh_.dead_links());
}

void Machine::check_conservation() const {
  std::uint64_t refused = 0;
  for (const auto& board : boards_) {
    const ReceiveTrouble t = board->trouble();
    refused += t.wrong_crc + t.wrong_coordinates;
  }
  const std::uint64_t corrupted = mesh_.link_faults().corrupted();
  SHRIMP_INVARIANT(corrupted == refused + packets_.corrupted(),
                   "links corrupted {} packets, but {} were refused and {} are under way", corrupted, refused,
                   packets_.corrupted());
  SHRIMP_INVARIANT(mesh_.packets_injected() == mesh_.packets_delivered() + mesh_.packets_in_flight(),
                   "{} packets entered the mesh, {} left it and {} are inside", mesh_.packets_injected(),
                   mesh_.packets_delivered(), mesh_.packets_in_flight());
  SHRIMP_INVARIANT(ethernet_.sent() ==
                       ethernet_.delivered() + ethernet_.lost() + ethernet_.dropped() + ethernet_.waiting(),
                   "{} Ethernet frames were sent; {} arrived, {} were lost, {} dropped, {} wait",
                   ethernet_.sent(), ethernet_.delivered(), ethernet_.lost(), ethernet_.dropped(),
                   ethernet_.waiting());
}

std::string Machine::who_waits_where() const {
  std::string text;
  for (const auto& kernel : kernels_) text += kernel->who_waits_where();
  return text + prefixed("  mesh: ", mesh_.waiting_for()) + prefixed("  Ethernet: ", ethernet_.waiting_for());
}

void Machine::show(TrackSink& sink) {
  for (NodeNumber n = 0; n < nodes(); ++n) {
    if (!sink.wants(n)) continue;
    kernels_[n]->show(sink);
    sink.enter(fmt::format("node[{}]", n));
    nodes_[n]->show(sink);
    sink.part("nic", *boards_[n]);
    sink.leave();
  }
  sink.part("mesh", mesh_);
  sink.part("ethernet", ethernet_);
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
  sink.enter("faults");
  mesh_.link_faults().report(sink);
  sink.level("dead_links", mesh_.links_died(), "links", "links that died (faults.dead_link)");
  sink.level("stuck_receivers", receivers_stopped_, "nodes",
             "incoming DMA engines that stopped (faults.stuck_receiver)");
  sink.level("slow_nodes", parameters_.faults.slow_node.on() ? 1 : 0, "nodes",
             "nodes whose processor is slow (faults.slow_node)");
  sink.count("lost_frames", ethernet_.lost(), "frames", "frames that the Ethernet lost (faults.lost_frames)");
  sink.leave();
  sink.count("packets", packets_.taken(), "packets", "Packets made by all boards.");
  sink.level("packets_in_flight", packets_.in_flight(), "packets",
             "Packets not yet delivered at the end, those still being combined included.");
}

}  // namespace shrimp
