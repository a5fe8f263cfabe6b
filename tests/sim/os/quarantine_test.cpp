// SPDX-License-Identifier: MIT
#include "sim/os/quarantine.h"

#include "sim/os/address_space.h"

#include "tests/catch.h"
#include "tests/sim/os/fake_board.h"

using namespace shrimp;

namespace {

constexpr std::uint32_t fence_frame = 60;

struct QuarantineBench final : QuarantineClient {
  struct Asked {
    NodeNumber node;
    std::uint32_t serial;
    FencePage::Fence fence;
  };
  FakeBoard board;
  Dram dram{"dram", {Bytes{64 * page_bytes}, Bytes{8}, Time{}, Time{}, Time{}, Time{}}};
  FrameAllocator frames{60};
  AddressSpace owner{SHRIMP_WINDOW_BASE, frames, dram};
  FencePage page{dram, board, fence_frame};
  Quarantine quarantine{page, frames, *this};
  std::vector<Asked> asked;

  void ask_for_fence(NodeNumber node, std::uint32_t serial, const FencePage::Fence& fence, Time) override {
    asked.push_back({node, serial, fence});
  }
  /// Frames with pins but no owner, as those of a process that has ended.
  std::vector<std::uint32_t> exported(std::uint32_t count) {
    std::vector<std::uint32_t> list;
    for (std::uint32_t i = 0; i < count; ++i) {
      list.push_back(take());
      frames.pin(list.back());
    }
    for (const std::uint32_t frame : list) frames.give_back(frame);
    return list;
  }
  std::uint32_t take() { return *frames.take(owner, 0); }
  void arrives(const FencePage::Fence& fence) { quarantine.fence_arrived(fence, Time{}); }
};

}  // namespace

TEST_CASE("the fence page takes packets, and interrupts") {
  QuarantineBench b;
  CHECK(b.board.incoming[fence_frame].receive_enabled);
  CHECK(b.board.incoming[fence_frame].interrupt_enabled);
  CHECK(b.page.holds(fence_frame * page_bytes + 12));
  CHECK_FALSE(b.page.holds(fence_frame * page_bytes - 4));
}

TEST_CASE("frames that nobody imported are free at once") {
  QuarantineBench b;
  const auto frames = b.exported(3);
  CHECK(b.frames.in_use() == 3);
  b.quarantine.add(7, frames, {}, Time{});
  CHECK(b.frames.in_use() == 0);
  CHECK(b.asked.empty());
}

TEST_CASE("frames are free when the fences of all importing nodes are there, not before") {
  QuarantineBench b;
  const auto frames = b.exported(2);
  b.quarantine.add(7, frames, {3, 5}, Time{});
  REQUIRE(b.asked.size() == 2);
  CHECK(b.asked[0].node == 3);
  CHECK(b.asked[1].node == 5);
  CHECK(b.asked[0].serial == 7);
  CHECK(b.asked[0].fence.address != b.asked[1].fence.address);
  CHECK(b.quarantine.holds(7));
  CHECK(b.quarantine.serial_of(frames[1]) == 7);
  b.arrives(b.asked[1].fence);
  b.arrives(b.asked[1].fence);  // once more counts no more
  CHECK(b.frames.in_use() == 2);
  b.arrives(b.asked[0].fence);
  CHECK(b.frames.in_use() == 0);
  CHECK_FALSE(b.quarantine.holds(7));
  CHECK(b.quarantine.serial_of(frames[1]) == 0);
}

TEST_CASE("a word that brings another number is no fence") {
  QuarantineBench b;
  b.quarantine.add(7, b.exported(1), {3}, Time{});
  FencePage::Fence wrong = b.asked[0].fence;
  ++wrong.number;
  b.arrives(wrong);
  CHECK(b.frames.in_use() == 1);
}

TEST_CASE("after a loss the fences are asked for again, and their places are not used again") {
  QuarantineBench b;
  b.quarantine.add(7, b.exported(1), {3}, Time{});
  b.quarantine.ask_again(Time{});
  REQUIRE(b.asked.size() == 2);
  CHECK(b.asked[1].fence.address == b.asked[0].fence.address);
  CHECK(b.asked[1].fence.number == b.asked[0].fence.number);
  b.arrives(b.asked[0].fence);
  CHECK(b.frames.in_use() == 0);
  b.quarantine.add(8, b.exported(1), {3}, Time{});
  CHECK(b.asked[2].fence.address != b.asked[0].fence.address);
}

TEST_CASE("more fences than the page has places are asked for as places come free") {
  QuarantineBench b;
  constexpr std::size_t places = page_bytes / word_bytes;
  std::vector<NodeNumber> nodes;
  for (NodeNumber n = 0; n < places + 2; ++n) nodes.push_back(n);
  b.quarantine.add(7, b.exported(1), nodes, Time{});
  CHECK(b.asked.size() == places);
  for (std::size_t i = 0; i < places + 2; ++i) {
    REQUIRE(i < b.asked.size());
    CHECK(b.frames.in_use() == 1);
    b.arrives(b.asked[i].fence);
  }
  CHECK(b.frames.in_use() == 0);
}
