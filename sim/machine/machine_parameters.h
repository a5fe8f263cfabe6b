// SPDX-License-Identifier: MIT
// All parameters of a machine, composed of what its parts declare; the groups are the tables of a machine
// file.
#pragma once
#include "models/common/fault_parameters.h"
#include "models/common/parameters.h"
#include "models/ethernet/ethernet_parameters.h"
#include "models/mesh/mesh_parameters.h"
#include "models/nic/nic_parameters.h"
#include "models/node/node.h"
#include "sim/machine/plug_in.h"
#include "sim/os/os_parameters.h"

namespace shrimp {

/// [machine]: how many PCs.
struct SizeParameters {
  std::uint32_t nodes = 0;

  template <class Visitor>
  void visit(Visitor&& v) {
    v("nodes", nodes, "PCs on the mesh, row by row; -n makes it grow unless it is given", range(1U, 65'536U));
  }
};

/// [run]: how a simulation runs; nothing of the hardware.
struct RunParameters {
  Time stuck_after;
  Time longest_measurement;
  std::uint32_t seed = 0;

  template <class Visitor>
  void visit(Visitor&& v) {
    v("stuck_after", stuck_after,
      "simulated time without a store outside the stack, a trap or an end after which the run is stuck",
      range(Time::from_us(1), Time::from_us(1'000'000'000)));
    v("longest_measurement", longest_measurement,
      "simulated time after which a run of reproduce, explain, fit, boards, faults or a sweep over published "
      "numbers ends without a number",
      range(Time::from_us(1), Time::from_us(1'000'000'000)));
    v("seed", seed, "of the phases of each node's bus clocks and refresh (--seed)", range(0U, 0xffff'ffffU));
  }
};

struct MachineParameters {
  SizeParameters machine;
  RunParameters run;
  NodeParameters node;  // its groups are tables of their own: [pentium], [xpress], ...
  NicParameters nic;
  MeshParameters mesh;
  EthernetParameters ethernet;
  OsParameters os;
  FaultParameters faults;
  PlugIn plug_in;  // with parameters of its own (plug_in.h)

  template <class Visitor>
  void visit(Visitor&& v) {
    v.group("machine", machine);
    v.group("run", run);
    node.visit(v);
    v.group("nic", nic);
    v.group("mesh", mesh);
    v.group("ethernet", ethernet);
    v.group("os", os);
    v.group("faults", faults);
  }
  template <class Report>
  void check(Report&& report) const {
    node.check(report);
    if (mesh.width * mesh.height < machine.nodes)
      report("machine.nodes", "the mesh of mesh.width x mesh.height routers has no place for so many nodes");
    check_faults(report);
    const std::uint64_t frames = node.dram.capacity.n / page_bytes;
    if (os.paging.high_water >= frames)
      report("os.paging.high_water", "must be less than the pages of dram.capacity");
    if (nic.snoops() && nic.outgoing_page_table.automatic_entries < frames)
      report("nic.outgoing_page_table.automatic_entries", "must cover every page of dram.capacity");
    if (nic.outgoing_page_table.paired_entries < frames)
      report("nic.outgoing_page_table.paired_entries", "must cover every page of dram.capacity");
    if (nic.incoming_page_table.entries < frames)
      report("nic.incoming_page_table.entries", "must cover every page of dram.capacity");
  }

 private:
  template <class Report>
  void check_faults(Report&& report) const {
    const DeadLinkParameters& link = faults.dead_link;
    const std::uint32_t x = link.node % mesh.width;
    const std::uint32_t y = link.node / mesh.width;
    const bool exists = y < mesh.height && (link.side == "east"    ? x + 1 < mesh.width
                                            : link.side == "west"  ? x > 0
                                            : link.side == "north" ? y + 1 < mesh.height
                                                                   : y > 0);
    if (link.on() && !exists)
      report("faults.dead_link.side", "the router of faults.dead_link.node has no link on this side");
    if (faults.slow_node.on() && faults.slow_node.node >= machine.nodes)
      report("faults.slow_node.node", "the machine has no such node");
    if (faults.stuck_receiver.on() && faults.stuck_receiver.node >= machine.nodes)
      report("faults.stuck_receiver.node", "the machine has no such node");
  }
};

}  // namespace shrimp
