// SPDX-License-Identifier: MIT
// All parameters of a machine, composed of what its parts declare; the groups are the tables of a machine
// file.
#pragma once
#include "models/bus/eisa_parameters.h"
#include "models/bus/xpress_parameters.h"
#include "models/common/parameters.h"
#include "models/mesh/mesh_parameters.h"
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
  std::uint32_t seed = 0;

  template <class Visitor>
  void visit(Visitor&& v) {
    v("stuck_after", stuck_after,
      "simulated time without a store outside the stack, a trap or an end after which the run is stuck",
      range(Time::from_us(1), Time::from_us(1'000'000'000)));
    v("seed", seed, "of the phases of each node's bus clocks and refresh (--seed)", range(0U, 0xffff'ffffU));
  }
};

struct MachineParameters {
  SizeParameters machine;
  RunParameters run;
  XpressParameters xpress;
  DramParameters dram;
  EisaParameters eisa;
  BridgeParameters bridge;
  MeshParameters mesh;
  OsParameters os;

  template <class Visitor>
  void visit(Visitor&& v) {
    v.group("machine", machine);
    v.group("run", run);
    v.group("xpress", xpress);
    v.group("dram", dram);
    v.group("eisa", eisa);
    v.group("bridge", bridge);
    v.group("mesh", mesh);
    v.group("os", os);
  }
  template <class Report>
  void check(Report&& report) const {
    if (mesh.width * mesh.height < machine.nodes)
      report("machine.nodes", "the mesh of mesh.width x mesh.height routers has no place for so many nodes");
  }
};

}  // namespace shrimp
