// SPDX-License-Identifier: MIT
// Frames of receive buffers that have been withdrawn, while packets for them may still be under way.
//
// They take no packets any more, but no other process gets them, nor is anything else done with them, until
// every node that ever imported the buffer has sent a fence (fence_page.h) behind its last packet [A]. If the
// network has lost a packet, it may have been a fence: then all that are awaited are asked for again.
#pragma once
#include <vector>

#include "models/common/statistics.h"
#include "sim/os/fence_page.h"
#include "sim/os/frame_allocator.h"

namespace shrimp {

/// Who reaches other kernels.
class QuarantineClient {
 public:
  /// The node has imported the buffer of this number, which is withdrawn, and is to send this fence.
  virtual void ask_for_fence(NodeNumber node, std::uint32_t serial, const FencePage::Fence& fence,
                             Time now) = 0;

 protected:
  ~QuarantineClient() = default;
};

class Quarantine {
 public:
  Quarantine(FencePage& page, FrameAllocator& frames, QuarantineClient& client)
      : page_(page), frames_(frames), client_(client) {}

  /// The frames of a withdrawn buffer, each pinned once; the last pin goes with the quarantine.
  void add(std::uint32_t serial, std::vector<std::uint32_t> frames, const std::vector<NodeNumber>& nodes,
           Time now);
  /// A message of the kernel's own has arrived in the fence page.
  void fence_arrived(const FencePage::Fence& fence, Time now);
  /// A packet was lost.
  void ask_again(Time now);

  /// True while packets for the buffer may be under way.
  bool holds(std::uint32_t serial) const;
  /// The buffer that this frame belonged to, as its serial number; 0: it is not in quarantine.
  std::uint32_t serial_of(std::uint32_t frame) const;
  void report(StatisticsSink& sink) const;

 private:
  struct AwaitedFence {
    NodeNumber node;
    bool asked = false;
    bool asked_again = false;
    FencePage::Fence fence;
  };
  struct Withdrawal {
    std::uint32_t serial;
    std::vector<std::uint32_t> frames;
    std::vector<AwaitedFence> awaited;
  };
  void ask(Time now);
  void release(const Withdrawal& w);

  FencePage& page_;
  FrameAllocator& frames_;
  QuarantineClient& client_;
  std::vector<Withdrawal> withdrawals_;

  std::uint64_t withdrawn_ = 0;
  std::uint64_t fences_ = 0;
};

}  // namespace shrimp
