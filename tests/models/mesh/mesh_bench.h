// SPDX-License-Identifier: MIT
// A mesh on the bench: nodes that record what arrives and speak the port's protocol.
#pragma once
#include <deque>
#include <vector>

#include "models/mesh/mesh.h"
#include "tests/catch.h"

namespace shrimp {

inline MeshParameters bench_mesh(std::uint32_t width, std::uint32_t height) {
  MeshParameters p;
  p.width = width;
  p.height = height;
  p.link_bandwidth = {200'000'000};
  p.flit = {2};
  p.hop_latency = Time::from_ns(40);
  p.credit_latency = Time::from_ns(20);
  p.input_buffer = 8;
  p.port_latency = Time::from_ns(20);
  return p;
}

struct BenchNode final : NetworkClient {
  struct Arrival {
    Packet* packet;
    Time t;
  };

  NetworkPort* port = nullptr;
  bool accepts = true;  // asks for the next packet as soon as one is here
  std::deque<Packet*> queue;
  Time free{};
  bool busy = false;
  std::vector<Arrival> arrivals;
  std::vector<Time> done;

  void send(Packet* p, Time t) {
    queue.push_back(p);
    free = max(free, t);
    if (!busy) next();
  }
  void next() {
    if (queue.empty()) return;
    busy = true;
    port->inject(queue.front(), free);
    queue.pop_front();
  }
  void injection_done(Time t) override {
    done.push_back(t);
    free = max(free, t);
    busy = false;
    next();
  }
  void packet_arrives(Packet* packet, Time t) override {
    arrivals.push_back({packet, t});
    if (accepts) port->receive_ready(t + port->least_delay());
  }
};

struct MeshBench {
  MeshParameters parameters;
  Mesh mesh;
  PacketPool pool;
  std::vector<BenchNode> nodes;
  std::uint64_t made = 0;
  std::vector<NodeNumber> intended;  // where each packet is to end, by its number

  explicit MeshBench(const MeshParameters& p, std::vector<NodeNumber> refusing = {},
                     const FaultParameters& faults = {})
      : parameters(p), mesh(p, faults) {
    nodes.resize(mesh.nodes());
    for (NodeNumber n = 0; n < mesh.nodes(); ++n) {
      nodes[n].port = &mesh.port(n);
      mesh.port(n).attach(&nodes[n]);
    }
    for (NodeNumber n : refusing) nodes[n].accepts = false;
    for (NodeNumber n = 0; n < mesh.nodes(); ++n)
      if (nodes[n].accepts) mesh.port(n).receive_ready(Time{});
  }

  Packet* packet(NodeNumber from, NodeNumber to, std::uint32_t bytes) {
    Packet* p = pool.take();
    p->source = mesh.coordinates(from);
    p->destination = mesh.coordinates(to);
    p->route_dx = static_cast<std::int16_t>(p->destination.x - p->source.x);
    p->route_dy = static_cast<std::int16_t>(p->destination.y - p->source.y);
    p->wire_bytes = bytes;
    p->number = made++;
    intended.push_back(to);
    return p;
  }
  void send(NodeNumber from, NodeNumber to, std::uint32_t bytes, Time t) {
    nodes[from].send(packet(from, to, bytes), t);
  }
  void run(Time until = Time::never()) {
    while (mesh.calendar().next() < until) mesh.calendar().run_next();
  }
  Time flits(std::int64_t n) const { return parameters.flit_time() * n; }
  Time unloaded(std::int64_t hops, std::int64_t flit_count) const {
    return parameters.port_latency * 2 + parameters.hop_latency * hops + flits(flit_count);
  }
  void expect_conserved() const {
    CHECK(mesh.packets_injected() == mesh.packets_delivered() + mesh.packets_in_flight());
    CHECK(mesh.bytes_injected() == mesh.bytes_delivered() + mesh.bytes_in_flight());
  }
  void expect_arrival(NodeNumber node, std::size_t which, Time t) const {
    INFO("arrival " << which << " at node " << node);
    REQUIRE(nodes[node].arrivals.size() > which);
    CHECK(nodes[node].arrivals[which].t.ps == t.ps);
  }
};

}  // namespace shrimp
