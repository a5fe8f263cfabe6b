// SPDX-License-Identifier: MIT
#include "models/mesh/worm.h"

namespace shrimp {

Worm::Worm(const MeshParameters& parameters, std::size_t longest_path) : parameters_(parameters) {
  path_.reserve(longest_path);
}

void Worm::begin(Packet* packet) {
  packet_ = packet;
  const auto flit = static_cast<std::uint32_t>(parameters_.flit.n);
  flits_ = (packet->wire_bytes + flit - 1) / flit;
  path_.clear();
  settled_ = 0;
}

void Worm::cross(std::uint32_t channel, Time channel_latency, Time t) {
  path_.push_back({channel, channel_latency, t});
}

bool Worm::can_settle(bool ejected) const {
  if (settled_ == path_.size()) return false;
  // The buffer behind the channel empties as the tail crosses the next one, hence the "+ 1".
  const std::size_t last_that_matters = settled_ + 1 + (flits_ - 1) / parameters_.input_buffer;
  return ejected || path_.size() > last_that_matters;
}

Worm::Release Worm::settle() {
  const std::size_t i = settled_++;
  Time free = tail(i) + parameters_.flit_time();
  if (i + 1 < path_.size()) free = max(free, tail(i + 1) + parameters_.flit_time() - path_[i].latency);
  return {path_[i].channel, free};
}

Time Worm::tail(std::size_t i) const {
  const std::int64_t buffer = parameters_.input_buffer;
  Time latest{};
  for (std::size_t j = i; j < path_.size(); ++j) {
    const auto behind = static_cast<std::int64_t>(j - i);
    const std::int64_t following = static_cast<std::int64_t>(flits_) - 1 - behind * buffer;
    if (following < 0) break;
    latest = max(latest,
                 path_[j].head + parameters_.flit_time() * following + parameters_.credit_latency * behind);
  }
  return latest;
}

}  // namespace shrimp
