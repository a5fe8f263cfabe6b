// SPDX-License-Identifier: MIT
// What the mesh tells about itself: statistics, tracks, and who is blocked where.
#include <fmt/format.h>

#include "models/mesh/mesh.h"

namespace shrimp {
namespace {

struct SideTotals {
  std::uint64_t packets = 0;
  std::uint64_t bytes = 0;
  std::uint64_t stalls = 0;
  Time carrying{};
  Time stalled{};
  std::vector<std::uint64_t> channels;  // ps that each carried flits
};

SideTotals sum(const std::vector<Router>& routers, Side side) {
  SideTotals s;
  for (const Router& r : routers) {
    const Output& o = r.output(side);
    s.packets += o.packets;
    s.bytes += o.bytes;
    s.stalls += o.stalls;
    s.carrying += o.carrying;
    s.stalled += o.stalled;
    s.channels.push_back(static_cast<std::uint64_t>(o.carrying.ps));
  }
  return s;
}

}  // namespace

std::uint64_t Mesh::bytes_in_flight() const {
  std::uint64_t bytes = 0;
  for (const auto& worm : worms_)
    if (std::find(free_worms_.begin(), free_worms_.end(), worm.get()) == free_worms_.end())
      bytes += worm->packet()->wire_bytes;
  return bytes;
}

void Mesh::show(TrackSink& sink) {
  for (NodeNumber n = 0; n < nodes(); ++n) {
    if (!sink.wants(n)) continue;
    sink.enter(fmt::format("router[{}]", n));
    for (std::size_t i = 0; i < side_count; ++i) {
      const auto side = static_cast<Side>(i);
      if (side != Side::node && !has_neighbour(n, side)) continue;
      Output& output = routers_[n].output(side);
      sink.state(
          side_names[i], output.track, output.use(), {"free", "taken", "dead"},
          "The channel that leaves the router on this side: taken by a packet until its tail has passed.");
    }
    sink.leave();
  }
}

void Mesh::report(StatisticsSink& sink) const {
  sink.count("injected", packets_injected_, "packets", "packets that entered the mesh");
  sink.count("delivered", packets_delivered_, "packets", "packets handed to their destination");
  sink.level("in_flight", packets_in_flight(), "packets", "packets inside the mesh at the end");
  sink.count("bytes_injected", bytes_injected_, "bytes", "bytes that entered, header and trailer included");
  sink.count("bytes_delivered", bytes_delivered_, "bytes", "bytes handed over, header and trailer included");
  sink.level("bytes_in_flight", bytes_in_flight(), "bytes",
             "bytes of the packets inside the mesh at the end");
  for (std::size_t i = 0; i < side_count; ++i) {
    const SideTotals s = sum(routers_, static_cast<Side>(i));
    sink.enter(side_names[i]);
    sink.count("packets", s.packets, "packets", "packets that crossed channels of this direction");
    sink.count("bytes", s.bytes, "bytes", "bytes that crossed channels of this direction");
    sink.time("carrying", s.carrying, "time that channels of this direction carried flits, in sum");
    sink.greatest("busiest", s.channels, "ps",
                  "time that the busiest channel of this direction carried flits");
    sink.count("stalls", s.stalls, "packets", "heads that had to wait for a channel of this direction");
    sink.time("stalled", s.stalled, "time that heads waited for a channel of this direction, in sum");
    sink.leave();
  }
}

std::string Mesh::dead_links() const {
  std::string text;
  for (const Router& r : routers_)
    for (std::size_t i = 0; i < side_count; ++i) {
      const Output& o = r.output(static_cast<Side>(i));
      if (o.dead && o.waiting != 0)
        text += fmt::format(
            "the link from router ({}, {}) to the {} takes no packets any more; {} {} for it\n", r.here().x,
            r.here().y, side_names[i], o.waiting, o.waiting == 1 ? "packet waits" : "packets wait");
    }
  return text;
}

std::string Mesh::waiting_for() const {
  std::string text;
  for (const Router& r : routers_)
    for (std::size_t i = 0; i < side_count; ++i) {
      const Output& o = r.output(static_cast<Side>(i));
      for (std::uint32_t w = 0; w < o.waiting; ++w) {
        const Packet& p = *o.requests[w].worm->packet();
        text += fmt::format(
            "Packet {} from ({}, {}) to ({}, {}) waits at router ({}, {}) for the {} channel since {} ps: "
            "{}.\n",
            p.number, p.source.x, p.source.y, p.destination.x, p.destination.y, r.here().x, r.here().y,
            side_names[i], o.requests[w].since.ps,
            o.dead   ? "the link takes no packets any more"
            : o.held ? "another packet holds it"
                     : "the node does not take packets");
      }
    }
  return text;
}

}  // namespace shrimp
