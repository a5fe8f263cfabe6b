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
