// SPDX-License-Identifier: MIT
// The kernel's part of virtual memory-mapped communication: export, import, binding for automatic update,
// cache policy (vmmc_api/trap.h).
//
// It takes no part in a transfer: it fills the page tables of process and board so that the hardware lets
// through what has been agreed, and nothing else (IPPS'96, section 3). Who agrees is the daemon (daemon.h).
#pragma once
#include <vector>

#include "models/node/node.h"
#include "sim/os/daemon.h"
#include "sim/os/daemon_call.h"
#include "sim/os/export_table.h"
#include "sim/os/os_parameters.h"
#include "sim/os/scheduler.h"
#include "sim/os/system_call.h"

namespace shrimp {

/// What every kernel knows of its machine.
struct MachineView {
  std::vector<MeshCoordinates> coordinates;  // of each node
};

/// The processes of the node, as this service needs to know them.
class ProcessTable {
 public:
  /// Whether a process of this number runs or may be started yet.
  virtual bool may_come(std::int32_t pid) const = 0;
  /// Starts a process of the program in `file`: its number, or an error (VMMC_ERROR_*).
  virtual std::int32_t spawn(const std::string& file, const std::vector<std::string>& arguments,
                             Time now) = 0;

 protected:
  ~ProcessTable() = default;
};

class VmmcService final : public DaemonClient {
 public:
  VmmcService(Node& node, const OsParameters& costs, const MachineView& machine, EthernetPort& ethernet,
              Scheduler& scheduler, FrameAllocator& frames, ProcessTable& processes);

  /// A trap of the VMMC library; `number` is one of VMMC_TRAP_*.
  Answer call(std::uint64_t number, SystemCall& c);

  /// The process has ended: what it exported, imported and bound goes.
  void release(SimulatedProcess& p, Time now);

  /// The exported buffer that covers this byte of physical memory; null if none does.
  const ExportedBuffer* receiver_of(PhysicalAddress address) const { return exports_.at(address); }

  const Daemon& daemon() const { return daemon_; }
  void report(StatisticsSink& sink) const;

 private:
  // DaemonClient
  bool may_come(std::int32_t pid) const override { return processes_.may_come(pid); }
  void served(std::uint32_t request, std::int64_t result, Time now) override;
  void imported(NodeNumber exporter, const ImportAnswer& answer, Time now) override;
  SpawnAnswer spawn(const SpawnRequest& request, Time now) override;
  void spawned(const SpawnAnswer& answer, Time now) override;

  Answer spawn_process(SystemCall& c);
  Answer name_self(SystemCall& c);

  Answer export_buffer(SystemCall& c);
  Answer list_importers(SystemCall& c);

  Answer import_buffer(SystemCall& c, std::uint64_t number);
  void finish_import_start(const DaemonCall& call);
  Answer find_import(SystemCall& c);
  std::uint64_t map_import(SimulatedProcess& p, const BufferName& name, const ImportAnswer& answer);

  Answer bind(SystemCall& c);
  Answer cache_policy(SystemCall& c);
  void set_bound(PageTableEntry& entry, bool bound);
  void set_policy(PageTableEntry& entry, CachePolicy policy);

  Answer list_nodes(SystemCall& c);

  /// Blocks the process until the daemon has answered.
  Answer await(SystemCall& c, const DaemonCall& call);
  void answer(DaemonCall& call, std::int64_t result, Time now);
  void on_answers(Time now);

  Node& node_;
  const OsParameters& costs_;
  const MachineView& machine_;
  Scheduler& scheduler_;
  FrameAllocator& frames_;
  ProcessTable& processes_;
  ExportTable exports_;
  DaemonCalls calls_;
  std::uint32_t next_device_proxy_ = 0;
  Daemon daemon_;
  Event answers_;  // on their way from the daemon to processes

  std::uint64_t exported_ = 0;
  std::uint64_t imported_ = 0;
  Time export_time_{};
  Time import_time_{};
  Time import_wait_{};
};

}  // namespace shrimp
