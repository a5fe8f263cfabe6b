// SPDX-License-Identifier: MIT
// A whole machine, built from its parameters: the interconnect, the Ethernet beside it, the nodes with their
// boards, and a kernel on each.
#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "models/common/executive.h"
#include "models/common/packet.h"
#include "models/ethernet/ethernet.h"
#include "models/mesh/mesh.h"
#include "models/node/node.h"
#include "sim/machine/machine_parameters.h"
#include "sim/os/kernel.h"

namespace shrimp {

struct MachineOptions {
  bool run_ahead = true;  // off: every reference waits for its calendar; no simulated number may change
};

class Machine {
 public:
  /// `parameters.machine.nodes` nodes; must outlive nothing: the parameters are copied.
  Machine(const MachineParameters& parameters, const MachineOptions& options, KernelClient& client);

  Executive& executive() { return executive_; }
  const Executive& executive() const { return executive_; }
  std::uint32_t nodes() const { return static_cast<std::uint32_t>(kernels_.size()); }
  Kernel& kernel(NodeNumber node) { return *kernels_[node]; }
  const Kernel& kernel(NodeNumber node) const { return *kernels_[node]; }
  Node& node(NodeNumber node) { return *nodes_[node]; }
  const PacketPool& packets() const { return packets_; }
  Mesh& mesh() { return mesh_; }
  const Mesh& mesh() const { return mesh_; }
  const NetworkInterface& board(NodeNumber node) const { return *boards_[node]; }
  Ethernet& ethernet() { return ethernet_; }

  /// `packets` follows all packets from now on, and `arrivals`, one a node, what they leave in memory.
  void watch(MessageWatcher& packets, const std::vector<ArrivalWatcher*>& arrivals);

  bool all_ended() const;
  /// Nothing moves, and nobody is left but servers that wait for clients (at least one process has ended).
  bool only_servers_left() const;
  /// True if no packet is anywhere and no board has work: what is pending is refresh and timers.
  bool boards_quiet() const;
  /// Grows with whatever moves between the boards. While it stays the same, what is there stands still.
  std::uint64_t movements() const;
  /// True if no daemon has work and no frame is on the Ethernet; with patience, both end by themselves.
  bool daemons_quiet() const;
  std::string who_waits_where() const;
  /// What the machine's own checks have found wrong with its hardware, as lines for stderr, one for each node
  /// and link; empty if nothing.
  std::string trouble() const;
  /// At the end of a run: each packet that a link corrupted was refused by a check, or is still under way.
  void check_conservation() const;
  void report(StatisticsSink& sink) const;
  /// The tracks of all blocks and processes; `sink` outlives the run.
  void show(TrackSink& sink);

 private:
  void set_ethernet_reach();
  void plan_faults();
  void stop_receiver(Time now);

  MachineParameters parameters_;
  Executive executive_;
  PacketPool packets_;
  Mesh mesh_;
  Ethernet ethernet_;  // on the mesh's calendar
  MachineView view_;
  std::vector<std::unique_ptr<Node>> nodes_;
  std::vector<std::unique_ptr<NetworkInterface>>
      boards_;                            // gone before their nodes, on whose calendars they wait
  std::unique_ptr<Event> stop_receiver_;  // on a node's calendar
  std::uint64_t receivers_stopped_ = 0;
  std::vector<std::unique_ptr<Kernel>> kernels_;
};

}  // namespace shrimp
