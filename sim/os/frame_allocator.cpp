// SPDX-License-Identifier: MIT
#include "sim/os/frame_allocator.h"

#include "models/common/invariant.h"

namespace shrimp {

std::optional<std::uint32_t> FrameAllocator::take() {
  std::uint32_t frame = next_;
  if (!returned_.empty()) {
    frame = returned_.back();
    returned_.pop_back();
  } else if (next_ == total()) {
    return std::nullopt;
  } else {
    ++next_;
  }
  frames_[frame].has_owner = true;
  return frame;
}

void FrameAllocator::give_back(std::uint32_t frame) {
  SHRIMP_INVARIANT(frames_[frame].has_owner, "frame {} was given back but nobody has it", frame);
  frames_[frame].has_owner = false;
  release_if_unused(frame);
}

void FrameAllocator::pin(std::uint32_t frame) {
  SHRIMP_INVARIANT(frames_[frame].has_owner || frames_[frame].pins > 0, "the free frame {} was pinned",
                   frame);
  ++frames_[frame].pins;
}

void FrameAllocator::unpin(std::uint32_t frame) {
  SHRIMP_INVARIANT(frames_[frame].pins > 0, "frame {} was unpinned more often than pinned", frame);
  --frames_[frame].pins;
  release_if_unused(frame);
}

void FrameAllocator::release_if_unused(std::uint32_t frame) {
  if (!frames_[frame].has_owner && frames_[frame].pins == 0) returned_.push_back(frame);
}

}  // namespace shrimp
