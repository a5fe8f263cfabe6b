// SPDX-License-Identifier: MIT
#include "models/mesh/link_faults.h"

#include <algorithm>

namespace shrimp {
namespace {

constexpr std::uint32_t most_flips = 3;

// The bits of a packet on a link, in this order; the payload comes last.
constexpr std::uint32_t route_bits = 32;
constexpr std::uint32_t flag_bits = 3;

template <class Word>
bool flip_in(Word& word, std::uint32_t& bit) {
  constexpr std::uint32_t width = 8 * sizeof(Word);
  if (bit < width) {
    word = static_cast<Word>(word ^ Word{1} << bit);
    return true;
  }
  bit -= width;
  return false;
}

/// `bit` counts from behind the routing displacement.
void flip(Packet& p, std::uint32_t bit) {
  if (flip_in(p.destination.x, bit) || flip_in(p.destination.y, bit) || flip_in(p.source.x, bit) ||
      flip_in(p.source.y, bit) || flip_in(p.address, bit) || flip_in(p.length, bit) || flip_in(p.crc, bit))
    return;
  if (bit < flag_bits) {
    bool& flag = bit == 0 ? p.notify : bit == 1 ? p.deliberate : p.last;
    flag = !flag;
    return;
  }
  bit -= flag_bits;
  p.payload[bit / 8] = static_cast<std::uint8_t>(p.payload[bit / 8] ^ 1U << bit % 8);
}

std::uint32_t bits_behind_route(const Packet& p) {
  const std::size_t words =
      sizeof p.destination + sizeof p.source + sizeof p.address + sizeof p.length + sizeof p.crc + p.length;
  return static_cast<std::uint32_t>(8 * words) + flag_bits;
}

}  // namespace

LinkFaults::LinkFaults(const FaultParameters& faults)
    : rate_(faults.link_bit_errors), random_(faults.stream(FaultStream::links)) {}

void LinkFaults::add_node(MeshCoordinates node) {
  nodes_.push_back(node);
  corrupted_for_.push_back(0);
}

std::uint64_t LinkFaults::corrupted_for(MeshCoordinates node) const {
  const auto at = std::find(nodes_.begin(), nodes_.end(), node) - nodes_.begin();
  return corrupted_for_.at(static_cast<std::size_t>(at));
}

void LinkFaults::cross(Packet& packet, Side side, MeshCoordinates to) {
  ++crossings_;
  if (random_() % FaultParameters::million >= rate_ || packet.corrupted) return;
  corrupt(packet, side, to);
}

void LinkFaults::corrupt(Packet& packet, Side side, MeshCoordinates to) {
  packet.corrupted = true;
  ++corrupted_;
  for (std::size_t i = 0; i < nodes_.size(); ++i)
    if (nodes_[i] == packet.destination) ++corrupted_for_[i];
  const auto& ends = wrong_ends(packet, side, to);
  const std::uint32_t routing = ends.empty() ? 0 : route_bits;
  const std::uint32_t bits = routing + bits_behind_route(packet);
  const auto flips = static_cast<std::uint32_t>(1 + random_() % most_flips);
  std::array<std::uint32_t, most_flips> flipped{};
  bool misrouted = false;
  for (std::uint32_t i = 0; i < flips; ++bits_) {
    const auto bit = static_cast<std::uint32_t>(random_() % bits);
    const auto end = flipped.begin() + i;
    if (std::find(flipped.begin(), end, bit) != end) continue;  // twice would be none
    flipped[i++] = bit;
    if (bit < routing)
      misrouted = true;
    else
      flip(packet, bit - routing);
  }
  if (!misrouted) return;
  ++misrouted_;
  const MeshCoordinates end = ends[random_() % ends.size()];
  packet.route_dx = static_cast<std::int16_t>(end.x - to.x);
  packet.route_dy = static_cast<std::int16_t>(end.y - to.y);
}

/// Where a packet that enters `to` in this direction can end, but for where it would have.
const std::vector<MeshCoordinates>& LinkFaults::wrong_ends(const Packet& packet, Side side,
                                                           MeshCoordinates to) {
  ends_.clear();
  for (const MeshCoordinates n : nodes_) {
    const bool ahead = side == Side::east    ? n.x >= to.x
                       : side == Side::west  ? n.x <= to.x
                       : side == Side::north ? n.x == to.x && n.y >= to.y
                                             : n.x == to.x && n.y <= to.y;
    const bool right = n.x == to.x + packet.route_dx && n.y == to.y + packet.route_dy;
    if (ahead && !right) ends_.push_back(n);
  }
  return ends_;
}

void LinkFaults::report(StatisticsSink& sink) const {
  sink.count("link_crossings", crossings_, "packets",
             "packets that crossed a link while links flipped bits (faults.link_bit_errors)");
  sink.count("corrupted", corrupted_, "packets", "packets of which a link flipped bits");
  sink.count("flipped", bits_, "bits", "bits flipped");
  sink.count("misrouted", misrouted_, "packets", "of the corrupted, packets that were led to another node");
}

}  // namespace shrimp
