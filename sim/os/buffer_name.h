// SPDX-License-Identifier: MIT
// How processes and receive buffers are named between nodes.
#pragma once
#include <cstdint>
#include <optional>

#include "models/common/address.h"

namespace shrimp {

/// A process of the machine: its node, and its number there.
struct ProcessName {
  NodeNumber node = 0;
  std::int32_t pid = 0;
  friend bool operator==(const ProcessName& a, const ProcessName& b) {
    return a.node == b.node && a.pid == b.pid;
  }
};

/// A receive buffer: the process that exports it, and that process's own number for it.
struct BufferName {
  NodeNumber node = 0;
  std::int32_t pid = 0;
  std::uint32_t id = 0;
  friend bool operator==(const BufferName& a, const BufferName& b) {
    return a.node == b.node && a.pid == b.pid && a.id == b.id;
  }
};

/// The NodeID of a node: 10.0.0.(k+1), carrying into the next byte (INTERFACE).
constexpr std::uint32_t node_id(NodeNumber node) {
  return 0x0A000001u + node;
}

/// The node of a NodeID; none if the machine of `nodes` nodes has no such node.
constexpr std::optional<NodeNumber> node_of_id(std::uint64_t id, std::size_t nodes) {
  if (id < node_id(0) || id - node_id(0) >= nodes) return std::nullopt;
  return static_cast<NodeNumber>(id - node_id(0));
}

/// Pages that a range of bytes touches.
constexpr std::uint32_t pages_spanned(std::uint64_t address, std::uint64_t bytes) {
  return static_cast<std::uint32_t>((address % page_bytes + bytes + page_bytes - 1) / page_bytes);
}

}  // namespace shrimp
