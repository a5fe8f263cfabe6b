// SPDX-License-Identifier: MIT
// The kernel's part of virtual memory-mapped communication: export, import, their ends, binding for automatic
// update, cache policy (vmmc_api/trap.h).
//
// It takes no part in a transfer: it fills the page tables of process and board so that the hardware lets
// through what has been agreed, and nothing else (IPPS'96, section 3). Who agrees is the daemon (daemon.h).
// When an agreement ends, or the network has lost data, it takes those entries back, here and, through the
// daemons, at the other end.
#pragma once
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "models/node/node.h"
#include "sim/os/daemon.h"
#include "sim/os/daemon_call.h"
#include "sim/os/datagram_service.h"
#include "sim/os/device_proxies.h"
#include "sim/os/export_table.h"
#include "sim/os/fence_page.h"
#include "sim/os/fence_sender.h"
#include "sim/os/os_parameters.h"
#include "sim/os/quarantine.h"
#include "sim/os/receive_frames.h"
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
  virtual const std::vector<std::unique_ptr<SimulatedProcess>>& processes() const = 0;
  /// Whether a process of this number runs or may be started yet.
  virtual bool may_come(std::int32_t pid) const = 0;
  /// Starts a process of the program in `file`: its number, or an error (VMMC_ERROR_*).
  virtual std::int32_t spawn(const std::string& file, const std::vector<std::string>& arguments,
                             Time now) = 0;

 protected:
  ~ProcessTable() = default;
};

class VmmcService final : public DaemonClient, public QuarantineClient {
 public:
  /// `fence_frame`: of memory, the kernel's own.
  VmmcService(Node& node, const OsParameters& costs, const MachineView& machine, EthernetPort& ethernet,
              Scheduler& scheduler, ArrivalService& arrivals, SignalService& signals, FrameAllocator& frames,
              std::uint32_t fence_frame, ProcessTable& processes);

  /// A trap of the VMMC library; `number` is one of VMMC_TRAP_*.
  Answer call(std::uint64_t number, SystemCall& c);

  /// The process has ended: what it exported, imported and bound goes, and its peers are told.
  void release(SimulatedProcess& p, Time now);

  // What the board interrupts for.
  /// False: it is no message of the kernel's own.
  bool take_fence(const Arrival& arrival, Time now);
  /// The sender of a packet for a page that takes none is told.
  void packet_missed(const IncomingFault& fault, Time now);
  /// Both ends of what a packet may have belonged to learn that data are lost.
  void packet_refused(const BadPacket& packet, Time now);

  /// The exported buffer that covers this byte of physical memory; null if none does.
  const ExportedBuffer* receiver_of(PhysicalAddress address) const { return exports_.at(address); }
  DeviceProxies& device_proxies() { return device_proxies_; }

  const Daemon& daemon() const { return daemon_; }
  /// True if the daemon has nothing to do and waits for no other daemon.
  bool quiet() const { return daemon_.quiet() && datagrams_.quiet(); }
  void report(StatisticsSink& sink) const;

 private:
  // DaemonClient
  bool may_come(std::int32_t pid) const override { return processes_.may_come(pid); }
  void served(std::uint32_t request, std::int64_t result, Time now) override;
  void imported(NodeNumber exporter, const ImportAnswer& answer, Time now) override;
  void withdrawn(NodeNumber exporter, const BufferWithdrawn& m, Time now) override;
  void packet_dropped(NodeNumber receiver, const PacketDropped& m, Time now) override;
  void sent_data_lost(NodeNumber receiver, Time now) override;
  void received_data_lost(NodeNumber sender, Time now) override;
  SpawnAnswer spawn(const SpawnRequest& request, Time now) override;
  void spawned(const SpawnAnswer& answer, Time now) override;
  void datagram(NodeNumber from, const Datagram& m, Time now) override { datagrams_.arrived(from, m, now); }

  // QuarantineClient
  void ask_for_fence(NodeNumber node, std::uint32_t serial, const FencePage::Fence& fence, Time now) override;

  // vmmc_exports.cpp
  Answer export_buffer(SystemCall& c);
  /// The caller's buffer whose id is the call's first argument; null: it has none.
  ExportedBuffer* exported(const SystemCall& c);
  Answer unexport(SystemCall& c);
  Answer finish_unexport(SystemCall& c, DaemonCall& call);
  Answer watch(SystemCall& c);
  Answer export_state(SystemCall& c);
  Answer list_importers(SystemCall& c);
  void withdraw(const ExportedBuffer& buffer, Time now);

  // vmmc_imports.cpp
  Answer import_buffer(SystemCall& c, std::uint64_t number);
  void finish_import_start(const DaemonCall& call, Time now);
  Answer find_import(SystemCall& c);
  Answer unimport(SystemCall& c);
  void close_import(SimulatedProcess& p, ImportedBuffer& buffer, BufferState state, Time now);
  void remove_import(SimulatedProcess& p, const ImportedBuffer& buffer);

  // vmmc_bindings.cpp
  Answer bind(SystemCall& c);
  Answer cache_policy(SystemCall& c);
  void set_policy(PageTableEntry& entry, CachePolicy policy);
  void bind_page(SimulatedProcess& p, std::uint64_t address, const ImportedBuffer& import,
                 const OutgoingMapping& mapping);
  void unbind_page(SimulatedProcess& p, std::uint64_t address);
  void end_bindings(SimulatedProcess& p, const ImportedBuffer& import);

  // vmmc_sends.cpp
  struct Place {
    ImportedBuffer* import;  // null if there is none
    std::uint64_t plain;     // the address of the plain proxy
    bool notify;
  };
  static Place place_of(SimulatedProcess& p, std::uint64_t address);
  Answer pair(SystemCall& c);
  void end_pairings(SimulatedProcess& p, const ImportedBuffer& import);
  Answer send(SystemCall& c);
  Answer go_on_sending(SystemCall& c);

  // vmmc_losses.cpp
  std::optional<NodeNumber> node_at(MeshCoordinates coordinates) const;
  void tell_of_loss(NodeNumber sender, NodeNumber receiver, Time now);
  void lose_all_received(Time now);

  Answer initiation(SystemCall& c);
  Answer list_nodes(SystemCall& c);
  Answer name_self(SystemCall& c);
  Answer spawn_process(SystemCall& c);

  /// Blocks the process until the daemon has answered.
  Answer await(SystemCall& c, const DaemonCall& call);
  /// The answer, once it is there.
  Answer resume(SystemCall& c, DaemonCall& call);
  void answer(DaemonCall& call, std::int64_t result, Time now);
  void on_answers(Time now);
  bool may_pin(const std::vector<std::uint32_t>& frames) const;

  Node& node_;
  const OsParameters& costs_;
  const MachineView& machine_;
  Scheduler& scheduler_;
  ArrivalService& arrivals_;
  FrameAllocator& frames_;
  ProcessTable& processes_;
  ExportTable exports_;
  ReceiveFrames receive_frames_;
  DeviceProxies device_proxies_;
  FencePage fence_page_;
  Quarantine quarantine_;
  FenceSender fence_sender_;
  DaemonCalls calls_;
  Daemon daemon_;
  DatagramService datagrams_;
  /// A message by system call; the process keeps the processor, so there is only one.
  struct Send {
    ImportedBuffer* import;
    std::uint64_t source;
    std::uint64_t destination;
    std::uint64_t left;
    bool notify;
    StoreTimes call;  // of the first transfer: when the process trapped
  };
  std::optional<Send> send_;
  Event answers_;  // on their way from the daemon to processes
  std::set<std::pair<NodeNumber, std::uint32_t>> told_of_withdrawal_;  // node, serial
  std::set<std::pair<NodeNumber, std::uint32_t>> told_of_page_;        // node, page

  std::uint64_t exported_ = 0;
  std::uint64_t imported_ = 0;
  std::uint64_t imports_withdrawn_ = 0;
  std::uint64_t imports_lost_ = 0;
  Time export_time_{};
  Time import_time_{};
  Time import_wait_{};
};

}  // namespace shrimp
