// SPDX-License-Identifier: MIT
// The kernel's part of virtual memory-mapped communication: export, import, binding for automatic update,
// cache policy (vmmc_api/trap.h).
//
// It takes no part in a transfer: it fills the page tables of process and board so that the hardware lets
// through what has been agreed, and nothing else (IPPS'96, section 3).
#pragma once
#include <vector>

#include "models/node/node.h"
#include "sim/os/export_directory.h"
#include "sim/os/os_parameters.h"
#include "sim/os/scheduler.h"
#include "sim/os/system_call.h"

namespace shrimp {

/// What all kernels of a machine share.
struct MachineView {
  ExportDirectory exports;
  std::vector<MeshCoordinates> coordinates;  // of each node
};

/// The NodeID of a node: 10.0.0.(k+1), carrying into the next byte (INTERFACE).
constexpr std::uint32_t node_id(NodeNumber node) {
  return 0x0A000001u + node;
}

class VmmcService final : public ImportWaiter {
 public:
  VmmcService(Node& node, const OsParameters& costs, MachineView& machine, Scheduler& scheduler,
              FrameAllocator& frames);

  /// A trap of the VMMC library; `number` is one of VMMC_TRAP_*.
  Answer call(std::uint64_t number, SystemCall& c);

  /// The process has ended: what it exported, imported and bound goes.
  void release(SimulatedProcess& p, Time now);

 private:
  // ImportWaiter
  void exported(const BufferName& name, Time visible) override;

  Answer export_buffer(SystemCall& c);
  Answer import_buffer(SystemCall& c, bool blocking);
  Answer bind(SystemCall& c);
  Answer cache_policy(SystemCall& c);
  Answer list_nodes(SystemCall& c);
  Answer list_importers(SystemCall& c);
  Answer find_import(SystemCall& c);

  struct Import {
    SimulatedProcess* process;
    BufferName name;
    std::uint64_t proxy_pointer;
    std::uint64_t words_pointer;
    bool blocking;
    Time due;
  };
  void complete_import(const Import& import, Time now);
  std::uint64_t map_import(SimulatedProcess& p, ExportedBuffer& buffer);
  void set_bound(PageTableEntry& entry, bool bound);
  void set_policy(PageTableEntry& entry, CachePolicy policy);
  void on_daemon(Time now);

  Node& node_;
  const OsParameters& costs_;
  MachineView& machine_;
  Scheduler& scheduler_;
  FrameAllocator& frames_;
  std::vector<Import> imports_;  // under way, waiting for their export or their answer
  std::uint32_t next_device_proxy_ = 0;
  Event daemon_;
};

}  // namespace shrimp
