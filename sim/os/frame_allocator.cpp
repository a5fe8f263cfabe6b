// SPDX-License-Identifier: MIT
#include "sim/os/frame_allocator.h"

#include "models/common/invariant.h"

namespace shrimp {

std::optional<std::uint32_t> FrameAllocator::take(AddressSpace& space, PageTable::VirtualPage page) {
  std::uint32_t frame = next_;
  if (!returned_.empty()) {
    frame = returned_.back();
    returned_.pop_back();
  } else if (next_ == total()) {
    return std::nullopt;
  } else {
    ++next_;
  }
  frames_[frame].owner = {&space, page};
  most_in_use_.take(in_use());
  return frame;
}

void FrameAllocator::give_back(std::uint32_t frame) {
  SHRIMP_INVARIANT(owner(frame).space, "frame {} was given back but nobody has it", frame);
  frames_[frame].owner = {};
  release_if_unused(frame);
}

void FrameAllocator::pin(std::uint32_t frame) {
  SHRIMP_INVARIANT(owner(frame).space || pins(frame) > 0, "the free frame {} was pinned", frame);
  if (++frames_[frame].pins == 1) ++pinned_;
}

void FrameAllocator::unpin(std::uint32_t frame) {
  SHRIMP_INVARIANT(pins(frame) > 0, "frame {} was unpinned more often than pinned", frame);
  if (--frames_[frame].pins == 0) --pinned_;
  release_if_unused(frame);
}

void FrameAllocator::release_if_unused(std::uint32_t frame) {
  if (!owner(frame).space && pins(frame) == 0) returned_.push_back(frame);
}

}  // namespace shrimp
