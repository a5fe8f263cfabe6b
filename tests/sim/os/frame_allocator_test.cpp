// SPDX-License-Identifier: MIT
#include "sim/os/frame_allocator.h"

#include "tests/catch.h"

using namespace shrimp;

TEST_CASE("frames are handed out in order, each once, until the memory is full") {
  FrameAllocator frames(3);
  CHECK(frames.take() == 0u);
  CHECK(frames.take() == 1u);
  CHECK(frames.in_use() == 2);
  CHECK(frames.take() == 2u);
  CHECK_FALSE(frames.take());
  CHECK(frames.in_use() == 3);
  CHECK(frames.total() == 3);
}

TEST_CASE("a frame that was given back is taken before a new one") {
  FrameAllocator frames(3);
  frames.take();
  frames.take();
  frames.give_back(0);
  CHECK(frames.in_use() == 1);
  CHECK(frames.take() == 0u);
  CHECK(frames.take() == 2u);
  CHECK_FALSE(frames.take());
  frames.give_back(1);
  CHECK(frames.take() == 1u);
}

TEST_CASE("a pinned frame is free only when its owner has given it back and its last pin is gone") {
  FrameAllocator frames(1);
  frames.take();
  frames.pin(0);
  frames.pin(0);
  CHECK(frames.pins(0) == 2);
  frames.give_back(0);
  CHECK_FALSE(frames.has_owner(0));
  CHECK(frames.in_use() == 1);
  CHECK_FALSE(frames.take());
  frames.unpin(0);
  CHECK_FALSE(frames.take());
  frames.unpin(0);
  CHECK(frames.in_use() == 0);
  CHECK(frames.available() == 1);
  CHECK(frames.take() == 0u);
  CHECK(frames.has_owner(0));
}

TEST_CASE("a frame that is unpinned while its owner has it stays the owner's") {
  FrameAllocator frames(1);
  frames.take();
  frames.pin(0);
  frames.unpin(0);
  CHECK(frames.pins(0) == 0);
  CHECK_FALSE(frames.take());
  frames.give_back(0);
  CHECK(frames.take() == 0u);
}

TEST_CASE("frames that are given back or unpinned once too often are noticed") {
  FrameAllocator frames(2);
  frames.take();
  CHECK_THROWS(frames.unpin(0));
  CHECK_THROWS(frames.pin(1));
  frames.give_back(0);
  CHECK_THROWS(frames.give_back(0));
  CHECK(frames.in_use() == 0);
}
