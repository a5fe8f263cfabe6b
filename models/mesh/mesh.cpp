// SPDX-License-Identifier: MIT
#include "models/mesh/mesh.h"

#include "models/common/invariant.h"

namespace shrimp {

Mesh::Mesh(const MeshParameters& parameters, const FaultParameters& faults)
    : parameters_(parameters),
      calendar_("mesh", parameters.port_latency),
      agenda_event_(calendar_, this, &Mesh::on_agenda),
      link_faults_(faults) {
  const NodeNumber count = parameters.width * parameters.height;
  for (NodeNumber n = 0; n < count; ++n) routers_.emplace_back(coordinates(n));
  ports_.reserve(count);
  for (NodeNumber n = 0; n < count; ++n) ports_.emplace_back(*this, n);
  const std::size_t channels = count * (side_count + 1);
  arriving_.resize(channels);
  agenda_.reserve(3 * channels);
  // Each worm in the mesh holds a channel, so there are never more worms than channels.
  for (std::size_t i = 0; i < channels; ++i) {
    worms_.push_back(std::make_unique<Worm>(parameters_, parameters.width + parameters.height + 1));
    free_worms_.push_back(worms_.back().get());
  }
  if (faults.dead_link.on()) plan_death(faults.dead_link);
}

void Mesh::plan_death(const DeadLinkParameters& link) {
  const auto side = std::find(side_names.begin(), side_names.end(), link.side) - side_names.begin();
  neighbour(link.node, static_cast<Side>(side));  // there is such a link
  add({link.from, Agenda::Kind::link_dies, channel_of(link.node, static_cast<Side>(side))});
}

void Mesh::link_dies(std::uint32_t channel, Time now) {
  Output& output = routers_[channel / side_count].output(static_cast<Side>(channel % side_count));
  output.held = output.dead = true;
  output.track.set(now, output.use());
  ++links_died_;
}

MeshCoordinates Mesh::coordinates(NodeNumber node) const {
  return {static_cast<std::uint16_t>(node % parameters_.width),
          static_cast<std::uint16_t>(node / parameters_.width)};
}

bool Mesh::has_neighbour(NodeNumber node, Side side) const {
  const MeshCoordinates here = coordinates(node);
  return side == Side::east    ? here.x + 1U < parameters_.width
         : side == Side::west  ? here.x > 0
         : side == Side::north ? here.y + 1U < parameters_.height
                               : here.y > 0;
}

NodeNumber Mesh::neighbour(NodeNumber node, Side side) const {
  const MeshCoordinates here = coordinates(node);
  SHRIMP_INVARIANT(has_neighbour(node, side),
                   "a packet leaves the mesh at the {} side of router ({}, {}): its displacement is wrong",
                   side_names[static_cast<std::size_t>(side)], here.x, here.y);
  switch (side) {
    case Side::east:
      return node + 1;
    case Side::west:
      return node - 1;
    case Side::north:
      return node + parameters_.width;
    default:
      return node - parameters_.width;
  }
}

void Mesh::Port::attach(NetworkClient* client) {
  client_ = client;
  mesh_.link_faults_.add_node(mesh_.coordinates(node_));
}

void Mesh::Port::inject(Packet* packet, Time t) {
  SHRIMP_INVARIANT(t >= injection_free_, "node {} injects a packet before injection_done() of the last",
                   node_);
  injection_free_ = Time::never();
  packet_ = packet;
  mesh_.add({t, Agenda::Kind::inject, node_});
}

void Mesh::Port::receive_ready(Time t) {
  mesh_.add({t, Agenda::Kind::receive_ready, node_});
}

void Mesh::add(Agenda::Item item) {
  agenda_.add(item);
  agenda_event_.wake_at(agenda_.next());
}

void Mesh::on_agenda(Time now) {
  while (agenda_.next() == now) {
    const Agenda::Item item = agenda_.take();
    switch (item.kind) {
      case Agenda::Kind::link_dies:
        link_dies(item.place, now);
        break;
      case Agenda::Kind::receive_ready:
        ports_[item.place].ready_ = true;
        try_grant(item.place, Side::node, now);
        break;
      case Agenda::Kind::release:
        release(item.place, now);
        break;
      case Agenda::Kind::inject:
        inject(item.place, now);
        break;
      case Agenda::Kind::head_arrives:
        head_arrives(item.place, now);
        break;
    }
  }
  if (!agenda_.empty()) agenda_event_.wake_at(agenda_.next());
}

void Mesh::inject(NodeNumber node, Time now) {
  Packet* packet = ports_[node].packet_;
  SHRIMP_INVARIANT(!free_worms_.empty(), "more packets than channels in the mesh");
  Worm* worm = free_worms_.back();
  free_worms_.pop_back();
  ++packets_injected_;
  bytes_injected_ += packet->wire_bytes;
  packet->pass(Milestone::injected, now);
  worm->begin(packet);
  worm->cross(injection_channel(node), parameters_.port_latency, now);
  arriving_[injection_channel(node)] = worm;
  add({now + parameters_.port_latency, Agenda::Kind::head_arrives, injection_channel(node)});
}

void Mesh::head_arrives(std::uint32_t channel, Time now) {
  Worm* worm = arriving_[channel];
  NodeNumber node = channel - nodes() * static_cast<std::uint32_t>(side_count);
  Side input = Side::node;
  if (!is_injection(channel)) {
    input = static_cast<Side>(channel % side_count);
    node = neighbour(static_cast<NodeNumber>(channel / side_count), input);
  }
  const Side output = Router::route(*worm->packet());
  routers_[node].request(output, worm, input, now);
  try_grant(node, output, now);
}

void Mesh::release(std::uint32_t channel, Time now) {
  const auto node = static_cast<NodeNumber>(channel / side_count);
  const auto side = static_cast<Side>(channel % side_count);
  Output& output = routers_[node].output(side);
  output.held = output.dead;
  output.track.set(now, output.use());
  try_grant(node, side, now);
}

void Mesh::try_grant(NodeNumber node, Side side, Time now) {
  const Output& output = routers_[node].output(side);
  const bool refused = side == Side::node && !ports_[node].ready_;
  if (output.held || output.waiting == 0 || refused) return;
  Worm* worm = routers_[node].grant(side, now);
  worm->cross(channel_of(node, side), side == Side::node ? parameters_.port_latency : parameters_.hop_latency,
              now);
  if (side == Side::node)
    deliver(*worm, node, now);
  else
    advance(*worm, node, side, now);
}

void Mesh::advance(Worm& worm, NodeNumber node, Side side, Time now) {
  Router::step(*worm.packet(), side);
  if (link_faults_.on()) link_faults_.cross(*worm.packet(), side, coordinates(neighbour(node, side)));
  const std::uint32_t channel = channel_of(node, side);
  arriving_[channel] = &worm;
  add({now + parameters_.hop_latency, Agenda::Kind::head_arrives, channel});
  settle(worm, false, now);
}

void Mesh::deliver(Worm& worm, NodeNumber node, Time now) {
  ports_[node].ready_ = false;
  worm.packet()->pass(Milestone::head_ejected, now);
  settle(worm, true, now);
  free_worms_.push_back(&worm);
  ++packets_delivered_;
  bytes_delivered_ += worm.packet()->wire_bytes;
  ports_[node].client_->packet_arrives(worm.packet(), now + parameters_.port_latency + worm.length());
}

void Mesh::settle(Worm& worm, bool ejected, Time now) {
  while (worm.can_settle(ejected)) {
    Worm::Release r = worm.settle();
    r.free = max(r.free, now);
    if (is_injection(r.channel)) {
      Port& port = ports_[r.channel - nodes() * side_count];
      port.injection_free_ = max(r.free, now + parameters_.port_latency);
      port.client_->injection_done(port.injection_free_);
    } else {
      add({r.free, Agenda::Kind::release, r.channel});
    }
  }
}

}  // namespace shrimp
