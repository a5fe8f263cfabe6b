// SPDX-License-Identifier: MIT
// Which frames of a node take packets: the kernel's side of the incoming page table.
//
// Two receive buffers may share a page, so receiving and interrupting are counted for each frame.
#pragma once
#include <map>

#include "models/nic/network_interface.h"

namespace shrimp {

class ReceiveFrames {
 public:
  explicit ReceiveFrames(NetworkInterface& nic) : nic_(nic) {}

  /// The frame takes packets, for one more buffer; `notifies`: what comes for that one interrupts.
  void open(std::uint32_t frame, bool notifies) { change(frame, 1, notifies ? 1 : 0); }
  /// For one buffer less.
  void close(std::uint32_t frame, bool notifies) { change(frame, -1, notifies ? -1 : 0); }
  /// Packets of a buffer that receives there interrupt from now on, or do not.
  void watch(std::uint32_t frame, bool on) { change(frame, 0, on ? 1 : -1); }

 private:
  struct Buffers {
    int receiving = 0;
    int notifying = 0;
  };
  void change(std::uint32_t frame, int receiving, int notifying) {
    Buffers& b = frames_[frame];
    b.receiving += receiving;
    b.notifying += notifying;
    nic_.set_incoming(frame, {b.receiving > 0, b.notifying > 0});
    if (b.receiving == 0) frames_.erase(frame);
  }

  NetworkInterface& nic_;
  std::map<std::uint32_t, Buffers> frames_;
};

}  // namespace shrimp
