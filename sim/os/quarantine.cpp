// SPDX-License-Identifier: MIT
#include "sim/os/quarantine.h"

#include <algorithm>

namespace shrimp {

void Quarantine::add(std::uint32_t serial, std::vector<std::uint32_t> frames,
                     const std::vector<NodeNumber>& nodes, Time now) {
  ++withdrawn_;
  Withdrawal w{serial, std::move(frames), {}};
  for (const NodeNumber node : nodes) w.awaited.push_back({node, false, false, {}});
  if (w.awaited.empty()) {
    release(w);
    return;
  }
  withdrawals_.push_back(std::move(w));
  ask(now);
}

/// As long as the page has places.
void Quarantine::ask(Time now) {
  for (Withdrawal& w : withdrawals_)
    for (AwaitedFence& a : w.awaited) {
      if (a.asked) continue;
      const auto fence = page_.take();
      if (!fence) return;
      a.fence = *fence;
      a.asked = true;
      client_.ask_for_fence(a.node, w.serial, a.fence, now);
    }
}

void Quarantine::ask_again(Time now) {
  for (Withdrawal& w : withdrawals_)
    for (AwaitedFence& a : w.awaited) {
      if (!a.asked) continue;
      a.asked_again = true;
      client_.ask_for_fence(a.node, w.serial, a.fence, now);
    }
}

void Quarantine::fence_arrived(const FencePage::Fence& fence, Time now) {
  for (Withdrawal& w : withdrawals_) {
    const auto a = std::find_if(w.awaited.begin(), w.awaited.end(), [&](const AwaitedFence& f) {
      return f.asked && f.fence.address == fence.address && f.fence.number == fence.number;
    });
    if (a == w.awaited.end()) continue;
    ++fences_;
    // The place of a fence that may come a second time is not used again.
    if (!a->asked_again) page_.give_back(a->fence);
    w.awaited.erase(a);
    if (w.awaited.empty()) {
      release(w);
      withdrawals_.erase(withdrawals_.begin() + (&w - withdrawals_.data()));
    }
    ask(now);
    return;
  }
}

void Quarantine::release(const Withdrawal& w) {
  for (const std::uint32_t frame : w.frames) frames_.unpin(frame);
}

bool Quarantine::holds(std::uint32_t serial) const {
  return std::any_of(withdrawals_.begin(), withdrawals_.end(),
                     [&](const Withdrawal& w) { return w.serial == serial; });
}

std::uint32_t Quarantine::serial_of(std::uint32_t frame) const {
  for (const Withdrawal& w : withdrawals_)
    if (std::find(w.frames.begin(), w.frames.end(), frame) != w.frames.end()) return w.serial;
  return 0;
}

void Quarantine::report(StatisticsSink& sink) const {
  std::uint64_t waiting = 0;
  for (const Withdrawal& w : withdrawals_) waiting += w.frames.size();
  sink.count("withdrawn", withdrawn_, "buffers",
             "Receive buffers taken back, by call or because their process ended.");
  sink.count("fences", fences_, "fences", "Fences of other kernels that arrived.");
  sink.level("quarantined", waiting, "frames", "Frames whose last packets may be under way at the end.");
}

}  // namespace shrimp
