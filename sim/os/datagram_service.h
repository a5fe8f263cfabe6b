// SPDX-License-Identifier: MIT
// Datagrams between processes, over the Ethernet (vmmc_api/datagram.h): the kernel's ports.
//
// The daemons of the nodes carry them, so they are as reliable and as slow as an import. What a port cannot
// take goes back to its sender.
#pragma once
#include <deque>
#include <map>

#include "sim/os/arrival_service.h"
#include "sim/os/daemon.h"
#include "sim/os/os_parameters.h"
#include "sim/os/signal_service.h"

namespace shrimp {

class DatagramService {
 public:
  DatagramService(Calendar& calendar, std::size_t nodes, const OsParameters& costs, Daemon& daemon,
                  ArrivalService& arrivals, SignalService& signals);

  // System calls.
  Answer open_port(SystemCall& c);
  Answer close_port(SystemCall& c);
  Answer attend_port(SystemCall& c);
  Answer send(SystemCall& c);
  Answer receive(SystemCall& c);

  /// A datagram has come, or one of this node comes back from the node `from`.
  void arrived(NodeNumber from, const Datagram& m, Time now);
  /// The process has ended.
  void release(const SimulatedProcess& p, Time now);

  /// True if none is on its way from the daemon to a port.
  bool quiet() const { return deliveries_.empty(); }
  void report(StatisticsSink& sink) const;

 private:
  struct Received {
    NodeNumber from;
    Datagram datagram;
  };
  struct Port {
    SimulatedProcess* owner;
    std::deque<Received> queue;
    bool attended = false;  // the owner's libraries are called for what comes
  };
  struct Delivery {
    Time due;
    Received received;
  };

  bool is_attention_due(const SimulatedProcess& p) const;
  Port* port_of(const SimulatedProcess& p, std::uint64_t number);
  void close(std::map<std::uint32_t, Port>::iterator port, Time now);
  void on_delivery(Time now);
  void deliver(Received received, Time now);
  void send_back(const Received& received, std::int32_t status, Time now);

  const std::size_t nodes_;
  const OsParameters& costs_;
  Daemon& daemon_;
  ArrivalService& arrivals_;
  SignalService& signals_;
  std::map<std::uint32_t, Port> ports_;
  std::uint32_t next_free_;
  std::deque<Delivery> deliveries_;
  Event delivery_;

  std::uint64_t sent_ = 0;
  std::uint64_t delivered_ = 0;
  std::uint64_t sent_back_ = 0;
};

}  // namespace shrimp
