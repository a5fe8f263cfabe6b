// SPDX-License-Identifier: MIT
// Hands out the physical frames of one node, in first-touch order, and keeps those that hardware may still
// reach.
//
// A frame has at most one owner, an address space. Beside that it may be pinned: the board's tables name it
// (an exported page, a page bound for automatic update), or packets for it may still be under way after an
// unexport. A pinned frame neither leaves its owner while that lives nor goes to another one afterwards.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "models/common/maximum.h"

#include "sim/os/page_table.h"

namespace shrimp {

class AddressSpace;

/// Whose page a frame holds; no space: nobody's.
struct FrameOwner {
  AddressSpace* space = nullptr;
  PageTable::VirtualPage page = 0;
};

class FrameAllocator {
 public:
  explicit FrameAllocator(std::uint32_t frames) : frames_(frames) {}

  /// The next frame; none if the node's memory is full.
  std::optional<std::uint32_t> take(AddressSpace& space, PageTable::VirtualPage page);
  /// The owner has no more use for it: it is free once nothing pins it.
  void give_back(std::uint32_t frame);

  /// Pins nest: a frame may be exported twice and bound as well.
  void pin(std::uint32_t frame);
  void unpin(std::uint32_t frame);
  /// Frames with pins.
  std::uint32_t pinned() const { return pinned_; }
  std::uint32_t pins(std::uint32_t frame) const { return frames_[frame].pins; }
  /// The owner from take() to give_back().
  const FrameOwner& owner(std::uint32_t frame) const { return frames_[frame].owner; }

  std::uint32_t available() const { return total() - in_use(); }
  /// Frames with an owner or pins.
  std::uint32_t in_use() const { return next_ - static_cast<std::uint32_t>(returned_.size()); }
  /// The most that were ever in use.
  const Maximum& most_in_use() const { return most_in_use_; }
  std::uint32_t total() const { return static_cast<std::uint32_t>(frames_.size()); }

 private:
  struct Frame {
    FrameOwner owner;
    std::uint32_t pins = 0;
  };
  void release_if_unused(std::uint32_t frame);

  std::vector<Frame> frames_;
  std::uint32_t next_ = 0;
  Maximum most_in_use_;
  std::uint32_t pinned_ = 0;
  std::vector<std::uint32_t> returned_;
};

}  // namespace shrimp
