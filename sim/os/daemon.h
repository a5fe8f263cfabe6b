// SPDX-License-Identifier: MIT
// The trusted daemon of a node: the third party through which processes export and import (IPPS'96,
// section 3).
//
// A process's export is registered with the daemon of its node. An import goes from the process to its
// daemon, to the exporter's daemon, waits there until the buffer is exported, and comes back with the
// buffer's frames, or with the reason why not. The daemon serves one request or message at a time. What it
// decides, the kernel carries out in the page tables.
//
// Idealized: a daemon is no process of the simulated kernel; its work takes time, but none of the node's
// processor.
#pragma once
#include <deque>
#include <vector>

#include "models/common/calendar.h"
#include "sim/os/daemon_link.h"
#include "sim/os/daemon_message.h"
#include "sim/os/daemon_parameters.h"
#include "sim/os/export_table.h"

namespace shrimp {

/// The kernel, as its daemon sees it.
class DaemonClient {
 public:
  /// Whether a process of this number runs on this node or may be started yet.
  virtual bool may_come(std::int32_t pid) const = 0;
  /// An export or the like, done within the node, is done.
  virtual void served(std::uint32_t request, std::int64_t result, Time now) = 0;
  /// A buffer that processes of this node may have imported is withdrawn.
  virtual void withdrawn(NodeNumber exporter, const BufferWithdrawn& m, Time now) = 0;
  /// A packet of this node was dropped at `receiver`.
  virtual void packet_dropped(NodeNumber receiver, const PacketDropped& m, Time now) = 0;
  /// The network has lost data that this node sent to `receiver`, or that `sender` sent here.
  virtual void sent_data_lost(NodeNumber receiver, Time now) = 0;
  virtual void received_data_lost(NodeNumber sender, Time now) = 0;
  /// An import is answered by the daemon of `exporter`.
  virtual void imported(NodeNumber exporter, const ImportAnswer& answer, Time now) = 0;
  /// Starts a process that another node's daemon asks for; the answer goes back.
  virtual SpawnAnswer spawn(const SpawnRequest& request, Time now) = 0;
  virtual void spawned(const SpawnAnswer& answer, Time now) = 0;
  /// A datagram has come for a port of this node, or comes back from the node `from`.
  virtual void datagram(NodeNumber from, const Datagram& m, Time now) = 0;

 protected:
  ~DaemonClient() = default;
};

class Daemon final : public DaemonLinkClient {
 public:
  Daemon(Calendar& calendar, EthernetPort& port, NodeNumber here, const DaemonParameters& parameters,
         ExportTable& exports, DaemonClient& client);

  /// A process of this node sends a request, to be served here or on node `to`.
  void ask(NodeNumber to, DaemonMessage message, Time now);
  /// The kernel of this node sends a message that no process waits for.
  void tell(NodeNumber to, DaemonMessage message, Time now);

  /// True if nothing but imports wait, for exports that have not come.
  bool quiet() const { return work_.empty() && link_.quiet(); }
  std::string waiting_for() const { return link_.waiting_for(); }
  /// Messages for other daemons that were given up for lack of an acknowledgement.
  std::uint64_t given_up() const { return link_.given_up(); }
  void report(StatisticsSink& sink) const;

 private:
  struct Work {
    NodeNumber from, to;
    DaemonMessage message;
    Time takes;
  };
  struct WaitingImport {
    NodeNumber node;
    ImportRequest request;
    Time since;
  };

  // DaemonLinkClient
  void message_arrives(NodeNumber from, const std::vector<std::uint8_t>& message, Time now) override;
  void undelivered(NodeNumber to, const std::vector<std::uint8_t>& message, Time now) override;

  void queue(Work work, Time now);
  void on_served(Time now);
  void send(NodeNumber to, const DaemonMessage& message, Time now);

  // What a message makes the daemon do.
  void handle(NodeNumber from, const ImportRequest& m, Time now);
  void handle(NodeNumber from, const ImportAnswer& m, Time now);
  void handle(NodeNumber from, const ImportEnded& m, Time now);
  void handle(NodeNumber from, const ExportRequest& m, Time now);
  void handle(NodeNumber from, const LocalRequest& m, Time now);
  void handle(NodeNumber from, const BufferWithdrawn& m, Time now);
  void handle(NodeNumber from, const PacketDropped& m, Time now);
  void handle(NodeNumber from, const SentDataLost& m, Time now);
  void handle(NodeNumber from, const ReceivedDataLost& m, Time now);
  void handle(NodeNumber from, const ProcessEnded& m, Time now);
  void handle(NodeNumber from, const SpawnRequest& m, Time now);
  void handle(NodeNumber from, const SpawnAnswer& m, Time now);
  void handle(NodeNumber from, const Datagram& m, Time now);

  /// Answers it if it can be answered; false: its export may come yet.
  bool try_answer(const WaitingImport& import, Time now);
  void refuse(const WaitingImport& import, std::int32_t status, Time now);
  void answer_waiting(Time now);

  const NodeNumber here_;
  const DaemonParameters& parameters_;
  ExportTable& exports_;
  DaemonClient& client_;
  const TrustedNodes trusted_;
  DaemonLink link_;
  std::deque<Work> work_;
  std::vector<WaitingImport> waiting_;
  Event served_;

  std::uint64_t requests_ = 0;
  std::uint64_t refused_ = 0;
  Time busy_{};
};

}  // namespace shrimp
