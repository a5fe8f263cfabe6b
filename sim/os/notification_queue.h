// SPDX-License-Identifier: MIT
// Notifications of one process that wait for their handlers, and whether handlers may run (SBL manual).
//
// Notifications queue up while they are blocked. Blocking nests: a counter, which covers all receive buffers
// of the process. A running handler blocks too, and takes back only blocks of its own. The queue is bounded;
// what does not fit is dropped, which the process is told once.
#pragma once
#include <cstdint>
#include <deque>

namespace shrimp {

/// One call of a handler: `handler(id)`, the address being the process's.
struct Notification {
  std::uint64_t handler = 0;
  std::uint32_t id = 0;  // of the receive buffer
};

/// What unblock() has done.
enum class Unblocked : std::uint8_t {
  really,     // the counter has come to 0: handlers may run
  partly,     // it has only gone down, or was 0 already
  in_handler  // nothing: a handler cannot unblock itself
};

class NotificationQueue {
 public:
  explicit NotificationQueue(std::uint32_t capacity) : capacity_(capacity) {}

  /// False: dropped, the queue is full.
  bool post(const Notification& n);
  /// Forgets what waits for this receive buffer.
  void withdraw(std::uint32_t id);
  void clear();

  /// A handler is due: one waits, and nothing blocks it.
  bool due() const { return due_; }
  /// Takes the oldest, whose handler now runs.
  Notification begin_handler();
  void end_handler();
  bool in_handler() const { return in_handler_; }

  /// False: the counter is at its end.
  bool block();
  Unblocked unblock();
  /// True once after notifications have been dropped.
  bool take_lost();

  /// As sigsuspend: the counter is 0 until end_wait(), which restores it and says how many handlers have run
  /// since. What they have blocked and not unblocked stays.
  void begin_wait();
  std::uint32_t end_wait();
  bool in_wait() const { return in_wait_; }
  std::uint32_t run_in_wait() const { return run_in_wait_; }

  std::size_t size() const { return waiting_.size(); }

  static constexpr std::uint32_t most_blocks = 0xffff;

 private:
  void update() { due_ = blocks_ == 0 && !waiting_.empty(); }

  std::deque<Notification> waiting_;
  std::uint32_t capacity_;
  std::uint32_t blocks_ = 0;  // the running handler's own included
  std::uint32_t blocks_before_wait_ = 0;
  std::uint32_t run_in_wait_ = 0;
  bool due_ = false;  // asked at each hook
  bool in_handler_ = false;
  bool in_wait_ = false;
  bool lost_ = false;
};

}  // namespace shrimp
