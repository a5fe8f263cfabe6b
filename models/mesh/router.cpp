// SPDX-License-Identifier: MIT
#include "models/mesh/router.h"

#include "models/common/invariant.h"

namespace shrimp {

Side Router::route(const Packet& packet) {
  if (packet.route_dx > 0) return Side::east;
  if (packet.route_dx < 0) return Side::west;
  if (packet.route_dy > 0) return Side::north;
  if (packet.route_dy < 0) return Side::south;
  return Side::node;
}

void Router::step(Packet& packet, Side side) {
  switch (side) {
    case Side::east:
      --packet.route_dx;
      break;
    case Side::west:
      ++packet.route_dx;
      break;
    case Side::north:
      --packet.route_dy;
      break;
    case Side::south:
      ++packet.route_dy;
      break;
    case Side::node:
      break;
  }
}

void Router::request(Side side, Worm* worm, Side input, Time now) {
  Output& o = output(side);
  SHRIMP_INVARIANT(o.waiting < side_count, "router ({}, {}): more heads than inputs ask for output {}",
                   here_.x, here_.y, side_names[static_cast<std::size_t>(side)]);
  o.requests[o.waiting++] = {worm, input, now};
}

Worm* Router::grant(Side side, Time now) {
  Output& o = output(side);
  std::uint32_t first = 0;
  for (std::uint32_t i = 1; i < o.waiting; ++i) {
    const Output::Request& a = o.requests[i];
    const Output::Request& b = o.requests[first];
    if (a.since < b.since || (a.since == b.since && a.input < b.input)) first = i;
  }
  const Output::Request granted = o.requests[first];
  o.requests[first] = o.requests[--o.waiting];
  o.held = true;
  o.track.set(now, o.use());
  ++o.packets;
  o.bytes += granted.worm->packet()->wire_bytes;
  o.carrying += granted.worm->length();
  if (granted.since < now) {
    ++o.stalls;
    o.stalled += now - granted.since;
  }
  return granted.worm;
}

}  // namespace shrimp
