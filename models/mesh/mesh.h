// SPDX-License-Identifier: MIT
// The interconnect: Intel Paragon routing backplane, a 2-D mesh of wormhole routers (REFERENCE, section 6).
//
// Dimension-order routing, no virtual channels, in order for each pair of nodes, back-pressure all the way to
// the sender. Events are per packet and hop, the times are those of the flits (worm.h). A packet's way:
//   inject at t -> port_latency -> router -> [output granted -> hop_latency -> router]* -> ejection granted
//   once the client is ready -> port_latency + all flits -> packet_arrives.
// So unloaded latency = 2 * port_latency + hops * hop_latency + flits * flit_time.
// Links can be made to flip bits or to die (fault injection, [faults]). Not modelled: clock domains of the
// backplane (self-timed).
#pragma once
#include <memory>
#include <string>

#include "models/common/calendar.h"
#include "models/mesh/agenda.h"
#include "models/mesh/link_faults.h"
#include "models/mesh/network_port.h"
#include "models/mesh/router.h"

namespace shrimp {

class Mesh {
 public:
  explicit Mesh(const MeshParameters& parameters, const FaultParameters& faults = {});
  Mesh(const Mesh&) = delete;
  Mesh& operator=(const Mesh&) = delete;

  Calendar& calendar() { return calendar_; }
  /// Node n sits at (n % width, n / width).
  NetworkPort& port(NodeNumber node) { return ports_.at(node); }
  std::uint32_t nodes() const { return static_cast<std::uint32_t>(routers_.size()); }
  MeshCoordinates coordinates(NodeNumber node) const;
  NodeNumber node_at(MeshCoordinates c) const { return c.y * parameters_.width + c.x; }

  // Conservation: injected = delivered + in flight, in packets and in bytes.
  std::uint64_t packets_injected() const { return packets_injected_; }
  std::uint64_t packets_delivered() const { return packets_delivered_; }
  std::uint64_t packets_in_flight() const { return worms_.size() - free_worms_.size(); }
  std::uint64_t bytes_injected() const { return bytes_injected_; }
  std::uint64_t bytes_delivered() const { return bytes_delivered_; }
  std::uint64_t bytes_in_flight() const;
  std::uint64_t links_died() const { return links_died_; }
  void report(StatisticsSink& sink) const;
  void show(TrackSink& sink);
  const LinkFaults& link_faults() const { return link_faults_; }
  /// Names the blocked packets and the channels they wait for, a line for each; empty if none is blocked.
  std::string waiting_for() const;
  /// Names the dead links that packets wait for, a line for each; empty if there are none.
  std::string dead_links() const;

 private:
  class Port final : public NetworkPort {
   public:
    Port(Mesh& mesh, NodeNumber node) : mesh_(mesh), node_(node) {}
    void attach(NetworkClient* client) override;
    void inject(Packet* packet, Time t) override;
    void receive_ready(Time t) override;
    Time least_delay() const override { return mesh_.parameters_.port_latency; }

   private:
    friend class Mesh;
    Mesh& mesh_;
    NodeNumber node_;
    NetworkClient* client_ = nullptr;
    Packet* packet_ = nullptr;  // to be injected
    Time injection_free_{};     // when the next packet may be injected
    bool ready_ = false;        // the client takes a packet
  };

  void add(Agenda::Item item);
  void on_agenda(Time now);
  void inject(NodeNumber node, Time now);
  void head_arrives(std::uint32_t channel, Time now);
  void release(std::uint32_t channel, Time now);
  void try_grant(NodeNumber node, Side side, Time now);
  void advance(Worm& worm, NodeNumber node, Side side, Time now);
  void deliver(Worm& worm, NodeNumber node, Time now);
  void link_dies(std::uint32_t channel, Time now);
  void settle(Worm& worm, bool ejected, Time now);

  // A channel is named by the router it belongs to and a side; injection channels come after all outputs.
  std::uint32_t channel_of(NodeNumber node, Side side) const {
    return node * side_count + static_cast<std::uint32_t>(side);
  }
  std::uint32_t injection_channel(NodeNumber node) const { return nodes() * side_count + node; }
  bool is_injection(std::uint32_t channel) const { return channel >= nodes() * side_count; }
  bool has_neighbour(NodeNumber node, Side side) const;
  NodeNumber neighbour(NodeNumber node, Side side) const;
  void plan_death(const DeadLinkParameters& link);

  MeshParameters parameters_;
  Calendar calendar_;
  Event agenda_event_;
  Agenda agenda_;
  std::vector<Router> routers_;
  std::vector<Port> ports_;
  std::vector<Worm*> arriving_;  // per channel: whose head is on it
  std::vector<std::unique_ptr<Worm>> worms_;
  std::vector<Worm*> free_worms_;
  LinkFaults link_faults_;

  std::uint64_t links_died_ = 0;
  std::uint64_t packets_injected_ = 0;
  std::uint64_t packets_delivered_ = 0;
  std::uint64_t bytes_injected_ = 0;
  std::uint64_t bytes_delivered_ = 0;
};

}  // namespace shrimp
