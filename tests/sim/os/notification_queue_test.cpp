// SPDX-License-Identifier: MIT
#include "sim/os/notification_queue.h"

#include "tests/catch.h"

using namespace shrimp;

namespace {

constexpr std::uint64_t handler = 0x1000;

NotificationQueue queue_with(std::initializer_list<std::uint32_t> ids, std::uint32_t capacity = 4) {
  NotificationQueue queue(capacity);
  for (const std::uint32_t id : ids) queue.post({handler, id});
  return queue;
}

void run_handler(NotificationQueue& queue) {
  queue.begin_handler();
  queue.end_handler();
}

}  // namespace

TEST_CASE("notifications run in the order in which they came, one at a time") {
  NotificationQueue queue = queue_with({7, 8});
  CHECK(queue.due());
  const Notification first = queue.begin_handler();
  CHECK(first.handler == handler);
  CHECK(first.id == 7);
  CHECK(queue.in_handler());
  CHECK_FALSE(queue.due());
  queue.end_handler();
  CHECK_FALSE(queue.in_handler());
  CHECK(queue.due());
  CHECK(queue.begin_handler().id == 8);
  queue.end_handler();
  CHECK_FALSE(queue.due());
}

TEST_CASE("blocked notifications queue up") {
  NotificationQueue queue = queue_with({});
  CHECK(queue.block());
  CHECK(queue.post({handler, 1}));
  CHECK_FALSE(queue.due());
  CHECK(queue.unblock() == Unblocked::really);
  CHECK(queue.due());
}

TEST_CASE("blocking nests") {
  NotificationQueue queue = queue_with({1});
  CHECK(queue.block());
  CHECK(queue.block());
  CHECK(queue.unblock() == Unblocked::partly);
  CHECK_FALSE(queue.due());
  CHECK(queue.unblock() == Unblocked::really);
  CHECK(queue.due());
}

TEST_CASE("unblocking what is not blocked has no effect") {
  NotificationQueue queue = queue_with({1});
  CHECK(queue.unblock() == Unblocked::partly);
  CHECK(queue.block());
  CHECK(queue.unblock() == Unblocked::really);
}

TEST_CASE("the counter of blocks has an end and does not wrap") {
  NotificationQueue queue = queue_with({1});
  for (std::uint32_t i = 0; i < NotificationQueue::most_blocks; ++i) REQUIRE(queue.block());
  CHECK_FALSE(queue.block());
  CHECK_FALSE(queue.due());
  for (std::uint32_t i = 1; i < NotificationQueue::most_blocks; ++i)
    REQUIRE(queue.unblock() == Unblocked::partly);
  CHECK(queue.unblock() == Unblocked::really);
}

TEST_CASE("a handler can block and unblock, but not itself") {
  NotificationQueue queue = queue_with({1, 2});
  queue.begin_handler();
  CHECK(queue.unblock() == Unblocked::in_handler);
  CHECK(queue.block());
  CHECK(queue.unblock() == Unblocked::partly);
  CHECK(queue.unblock() == Unblocked::in_handler);
  queue.end_handler();
  CHECK(queue.due());
}

TEST_CASE("what a handler blocks and does not unblock stays blocked") {
  NotificationQueue queue = queue_with({1, 2});
  queue.begin_handler();
  CHECK(queue.block());
  queue.end_handler();
  CHECK_FALSE(queue.due());
  CHECK(queue.unblock() == Unblocked::really);
  CHECK(queue.due());
}

TEST_CASE("what does not fit is dropped, and told once") {
  NotificationQueue queue = queue_with({1, 2}, 2);
  CHECK_FALSE(queue.take_lost());
  CHECK_FALSE(queue.post({handler, 3}));
  CHECK_FALSE(queue.post({handler, 4}));
  CHECK(queue.size() == 2);
  CHECK(queue.take_lost());
  CHECK_FALSE(queue.take_lost());
  CHECK(queue.begin_handler().id == 1);
  queue.end_handler();
  CHECK(queue.post({handler, 5}));
  CHECK(queue.begin_handler().id == 2);
  queue.end_handler();
  CHECK(queue.begin_handler().id == 5);
}

TEST_CASE("a buffer that is withdrawn takes its notifications along") {
  NotificationQueue queue = queue_with({1, 2, 1, 3});
  queue.withdraw(1);
  CHECK(queue.size() == 2);
  CHECK(queue.begin_handler().id == 2);
}

TEST_CASE("a wait unblocks for its duration and counts the handlers") {
  NotificationQueue queue = queue_with({1, 2});
  REQUIRE(queue.block());
  REQUIRE(queue.block());
  CHECK_FALSE(queue.due());
  queue.begin_wait();
  CHECK(queue.in_wait());
  CHECK(queue.due());
  CHECK(queue.run_in_wait() == 0);
  run_handler(queue);
  run_handler(queue);
  CHECK(queue.run_in_wait() == 2);
  CHECK(queue.end_wait() == 2);
  CHECK_FALSE(queue.in_wait());
  queue.post({handler, 3});
  CHECK_FALSE(queue.due());
  CHECK(queue.unblock() == Unblocked::partly);
  CHECK(queue.unblock() == Unblocked::really);
}

TEST_CASE("a wait counts its own handlers only, and keeps what they blocked") {
  NotificationQueue queue = queue_with({1, 2});
  run_handler(queue);
  queue.begin_wait();
  queue.begin_handler();
  CHECK(queue.block());
  queue.end_handler();
  CHECK(queue.end_wait() == 1);
  CHECK_FALSE(queue.due());
  CHECK(queue.unblock() == Unblocked::really);
}

TEST_CASE("the blocks of a wait count towards the end of the counter") {
  NotificationQueue queue = queue_with({1});
  for (std::uint32_t i = 1; i < NotificationQueue::most_blocks; ++i) REQUIRE(queue.block());
  queue.begin_wait();
  queue.begin_handler();
  CHECK_FALSE(queue.block());
  queue.end_handler();
  CHECK(queue.end_wait() == 1);
  CHECK(queue.block());
}
