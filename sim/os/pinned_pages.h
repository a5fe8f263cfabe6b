// SPDX-License-Identifier: MIT
// Pages of a process that stay in memory while this lives: for what the kernel writes there after a call has
// returned.
#pragma once
#include <utility>
#include <vector>

#include "sim/os/frame_allocator.h"

namespace shrimp {

class PinnedPages {
 public:
  PinnedPages() = default;
  PinnedPages(PinnedPages&& other) noexcept : pinned_(std::exchange(other.pinned_, {})) {}
  PinnedPages& operator=(PinnedPages&& other) noexcept {
    pinned_.swap(other.pinned_);
    return *this;
  }
  ~PinnedPages() {
    for (const Pin& p : pinned_) p.frames->unpin(p.frame);
  }

  void add(FrameAllocator& frames, std::uint32_t frame) {
    frames.pin(frame);
    pinned_.push_back({&frames, frame});
  }

 private:
  struct Pin {
    FrameAllocator* frames;
    std::uint32_t frame;
  };
  std::vector<Pin> pinned_;
};

}  // namespace shrimp
