// SPDX-License-Identifier: MIT
// Hands out the physical frames of one node, in first-touch order.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

namespace shrimp {

class FrameAllocator {
 public:
  explicit FrameAllocator(std::uint32_t frames) : frames_(frames) {}

  /// The next frame; none if the node's memory is full.
  std::optional<std::uint32_t> take() {
    if (!returned_.empty()) {
      const std::uint32_t frame = returned_.back();
      returned_.pop_back();
      return frame;
    }
    if (next_ == frames_) return std::nullopt;
    return next_++;
  }
  void give_back(std::uint32_t frame) { returned_.push_back(frame); }
  std::uint32_t in_use() const { return next_ - static_cast<std::uint32_t>(returned_.size()); }
  std::uint32_t total() const { return frames_; }

 private:
  std::uint32_t frames_;
  std::uint32_t next_ = 0;
  std::vector<std::uint32_t> returned_;
};

}  // namespace shrimp
