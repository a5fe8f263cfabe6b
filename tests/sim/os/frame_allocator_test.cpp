// SPDX-License-Identifier: MIT
#include "sim/os/frame_allocator.h"

#include "models/bus/dram.h"
#include "sim/os/address_space.h"
#include "tests/catch.h"

using namespace shrimp;

namespace {

/// A node's frames, and one process that takes them.
struct Bench {
  explicit Bench(std::uint32_t n) : frames(n) {}
  std::optional<std::uint32_t> take() { return frames.take(process, 7); }
  FrameAllocator frames;
  Dram dram{"dram", {Bytes{64 * page_bytes}, Bytes{8}, Time{}, Time{}, Time{}, Time{}}};
  AddressSpace process{SHRIMP_WINDOW_BASE, frames, dram};
};

}  // namespace

TEST_CASE("frames are handed out in order, each once, until the memory is full") {
  Bench b(3);
  FrameAllocator& frames = b.frames;
  CHECK(b.take() == 0u);
  CHECK(b.take() == 1u);
  CHECK(frames.in_use() == 2);
  CHECK(b.take() == 2u);
  CHECK_FALSE(b.take());
  CHECK(frames.in_use() == 3);
  CHECK(frames.total() == 3);
}

TEST_CASE("a frame that was given back is taken before a new one") {
  Bench b(3);
  FrameAllocator& frames = b.frames;
  b.take();
  b.take();
  frames.give_back(0);
  CHECK(frames.in_use() == 1);
  CHECK(b.take() == 0u);
  CHECK(b.take() == 2u);
  CHECK_FALSE(b.take());
  frames.give_back(1);
  CHECK(b.take() == 1u);
}

TEST_CASE("a pinned frame is free only when its owner has given it back and its last pin is gone") {
  Bench b(1);
  FrameAllocator& frames = b.frames;
  b.take();
  frames.pin(0);
  frames.pin(0);
  CHECK(frames.pins(0) == 2);
  frames.give_back(0);
  CHECK_FALSE(frames.owner(0).space);
  CHECK(frames.in_use() == 1);
  CHECK_FALSE(b.take());
  frames.unpin(0);
  CHECK_FALSE(b.take());
  frames.unpin(0);
  CHECK(frames.in_use() == 0);
  CHECK(frames.most_in_use().value() == 1);
  CHECK(frames.available() == 1);
  CHECK(b.take() == 0u);
  CHECK(frames.owner(0).space == &b.process);
  CHECK(frames.owner(0).page == 7);
}

TEST_CASE("a frame that is unpinned while its owner has it stays the owner's") {
  Bench b(1);
  FrameAllocator& frames = b.frames;
  b.take();
  frames.pin(0);
  frames.unpin(0);
  CHECK(frames.pins(0) == 0);
  CHECK_FALSE(b.take());
  frames.give_back(0);
  CHECK(b.take() == 0u);
}

TEST_CASE("frames that are given back or unpinned once too often are noticed") {
  Bench b(2);
  FrameAllocator& frames = b.frames;
  b.take();
  CHECK_THROWS(frames.unpin(0));
  CHECK_THROWS(frames.pin(1));
  frames.give_back(0);
  CHECK_THROWS(frames.give_back(0));
  CHECK(frames.in_use() == 0);
}
