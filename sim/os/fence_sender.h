// SPDX-License-Identifier: MIT
// Sends the fences that other kernels ask for (fence_page.h), in their order, each as soon as the board takes
// it: that is behind the transfer that is running.
#pragma once
#include <deque>

#include "models/nic/network_interface.h"

namespace shrimp {

class FenceSender {
 public:
  /// `poll`: one look at the board.
  FenceSender(Calendar& calendar, NetworkInterface& nic, Time poll)
      : nic_(nic), poll_(poll), look_(calendar, this, &FenceSender::on_look) {}

  void send(MeshCoordinates destination, PhysicalAddress address, std::uint32_t number, Time now) {
    waiting_.push_back({destination, address, number});
    if (waiting_.size() == 1) look_.wake_at(now + poll_);
  }

 private:
  struct Fence {
    MeshCoordinates destination;
    PhysicalAddress address;
    std::uint32_t number;
  };
  void on_look(Time now) {
    const Fence& f = waiting_.front();
    if (nic_.send_fence(f.destination, f.address, f.number)) waiting_.pop_front();
    if (!waiting_.empty()) look_.wake_at(now + poll_);
  }

  NetworkInterface& nic_;
  const Time poll_;
  std::deque<Fence> waiting_;
  Event look_;
};

}  // namespace shrimp
