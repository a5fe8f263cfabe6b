// SPDX-License-Identifier: MIT
#include "sim/os/notification_queue.h"

#include <algorithm>
#include <utility>

namespace shrimp {

bool NotificationQueue::post(const Notification& n) {
  if (waiting_.size() == capacity_) {
    lost_ = true;
    return false;
  }
  waiting_.push_back(n);
  update();
  return true;
}

void NotificationQueue::withdraw(std::uint32_t id) {
  waiting_.erase(
      std::remove_if(waiting_.begin(), waiting_.end(), [&](const Notification& n) { return n.id == id; }),
      waiting_.end());
  update();
}

void NotificationQueue::clear() {
  waiting_.clear();
  update();
}

Notification NotificationQueue::begin_handler() {
  const Notification n = waiting_.front();
  waiting_.pop_front();
  ++blocks_;
  in_handler_ = true;
  update();
  return n;
}

void NotificationQueue::end_handler() {
  --blocks_;
  in_handler_ = false;
  update();
  if (in_wait_) ++run_in_wait_;
}

bool NotificationQueue::block() {
  if (blocks_ + blocks_before_wait_ >= most_blocks) return false;
  ++blocks_;
  update();
  return true;
}

Unblocked NotificationQueue::unblock() {
  if (in_handler_ && blocks_ == 1) return Unblocked::in_handler;
  if (blocks_ == 0) return Unblocked::partly;
  --blocks_;
  update();
  return blocks_ == 0 ? Unblocked::really : Unblocked::partly;
}

bool NotificationQueue::take_lost() {
  return std::exchange(lost_, false);
}

void NotificationQueue::begin_wait() {
  in_wait_ = true;
  run_in_wait_ = 0;
  blocks_before_wait_ = std::exchange(blocks_, 0);
  update();
}

std::uint32_t NotificationQueue::end_wait() {
  in_wait_ = false;
  blocks_ += std::exchange(blocks_before_wait_, 0);
  update();
  return run_in_wait_;
}

}  // namespace shrimp
