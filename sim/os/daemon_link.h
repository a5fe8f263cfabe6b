// SPDX-License-Identifier: MIT
// Carries messages between the daemons of two nodes, reliably and in order, over an Ethernet that may lose
// frames.
//
// A message has a sequence number for its pair of nodes and is cut into frames. The receiver puts it
// together, acknowledges it, and recognizes what it has had already. The sender has one message under way to
// a node at a time and repeats it whole if no acknowledgement comes, each time after twice the wait; after
// the last try, it and all others for that node come back as undelivered. Ours [A], in the manner of the
// remote procedure calls of the time (over UDP).
//
// The daemon's socket handles one frame at a time; what lies below it is the Ethernet's
// (ethernet.interface_latency).
#pragma once
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "models/common/calendar.h"
#include "models/common/statistics.h"
#include "models/ethernet/ethernet_port.h"
#include "sim/os/daemon_parameters.h"

namespace shrimp {

/// The daemon, as its link sees it.
class DaemonLinkClient {
 public:
  virtual void message_arrives(NodeNumber from, const std::vector<std::uint8_t>& message, Time now) = 0;
  /// After all tries; it may have arrived all the same.
  virtual void undelivered(NodeNumber to, const std::vector<std::uint8_t>& message, Time now) = 0;

 protected:
  ~DaemonLinkClient() = default;
};

class DaemonLink final : public EthernetClient {
 public:
  DaemonLink(Calendar& calendar, EthernetPort& port, NodeNumber here, const DaemonParameters& parameters,
             DaemonLinkClient& client);

  void send(NodeNumber to, std::vector<std::uint8_t> message, Time now);
  /// True if nothing waits for a frame, an acknowledgement or the socket.
  bool quiet() const;
  /// Whom it waits for; empty if for nobody.
  std::string waiting_for() const;
  /// Messages given up.
  std::uint64_t given_up() const { return undelivered_; }
  void report(StatisticsSink& sink) const;

 private:
  using Message = std::vector<std::uint8_t>;
  /// What is known of another node.
  struct Peer {
    std::deque<Message> outgoing;  // the first is under way if `tries` > 0
    std::uint32_t sequence = 0;    // of the message under way, or of the last one
    std::uint32_t tries = 0;
    std::uint32_t frames_to_send = 0;  // of the present try, still before the socket
    Time deadline = Time::never();

    std::uint32_t received = 0;    // sequence number of the last complete message
    std::uint32_t assembling = 0;  // of the one that is being put together
    std::vector<Message> pieces;   // of it; empty: not there yet
  };
  struct Arrival {
    Time t;
    EthernetFrame frame;
  };
  struct SocketWork {
    EthernetFrame frame;
    bool outgoing;
  };
  struct Header;

  void frame_arrives(const EthernetFrame& frame, Time t) override;
  void on_arrival(Time now);
  void on_socket(Time now);
  void on_timer(Time now);

  void start(NodeNumber to, Peer& peer, Time now);
  void transmit(NodeNumber to, Peer& peer, Time now);
  void give_up(NodeNumber to, Peer& peer, Time now);
  void put(NodeNumber to, const Header& header, const std::uint8_t* data, std::uint32_t bytes, Time now);
  void through_socket(const EthernetFrame& frame, bool outgoing, Time now);
  void frame_left(const EthernetFrame& frame, Time now);
  void take(const EthernetFrame& frame, Time now);
  void take_piece(NodeNumber from, const Header& header, const EthernetFrame& frame, Time now);
  void take_acknowledgement(NodeNumber from, const Header& header, Time now);
  std::uint32_t piece_capacity() const;
  void set_timer();

  EthernetPort& port_;
  const NodeNumber here_;
  const DaemonParameters& parameters_;
  DaemonLinkClient& client_;
  std::map<NodeNumber, Peer> peers_;
  std::deque<Arrival> arrivals_;
  std::deque<SocketWork> socket_work_;
  Event arrival_;
  Event socket_;
  Event timer_;

  std::uint64_t messages_ = 0;
  std::uint64_t frames_ = 0;
  std::uint64_t repetitions_ = 0;
  std::uint64_t duplicates_ = 0;
  std::uint64_t undelivered_ = 0;
};

}  // namespace shrimp
