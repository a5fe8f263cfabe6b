// SPDX-License-Identifier: MIT
#include "sim/os/receive_frames.h"

#include "sim/os/fence_sender.h"
#include "tests/catch.h"
#include "tests/sim/os/fake_board.h"

using namespace shrimp;

TEST_CASE("a page shared by two buffers takes packets until both are gone, and interrupts for either") {
  FakeBoard board;
  ReceiveFrames frames(board);
  frames.open(5, false);
  CHECK(board.incoming[5].receive_enabled);
  CHECK_FALSE(board.incoming[5].interrupt_enabled);
  frames.open(5, true);
  CHECK(board.incoming[5].interrupt_enabled);
  frames.close(5, true);
  CHECK(board.incoming[5].receive_enabled);
  CHECK_FALSE(board.incoming[5].interrupt_enabled);
  frames.watch(5, true);
  CHECK(board.incoming[5].interrupt_enabled);
  frames.watch(5, false);
  CHECK(board.incoming[5].receive_enabled);
  CHECK_FALSE(board.incoming[5].interrupt_enabled);
  frames.close(5, false);
  CHECK_FALSE(board.incoming[5].receive_enabled);
}

TEST_CASE("a fence is sent when the board takes it, those behind it after it") {
  FakeBoard board;
  Calendar calendar("node", Time{1});
  FenceSender sender(calendar, board, Time::from_us(1));
  board.takes_fences = false;
  sender.send({1, 0}, 0x1000, 7, Time{});
  sender.send({0, 1}, 0x2000, 8, Time{});
  for (int i = 0; i < 10; ++i) calendar.run_next();
  CHECK(board.fences.empty());
  board.takes_fences = true;
  while (!calendar.next().is_never()) calendar.run_next();
  REQUIRE(board.fences.size() == 2);
  CHECK(std::get<1>(board.fences[0]) == 0x1000);
  CHECK(std::get<2>(board.fences[1]) == 8);
  CHECK(calendar.now() == Time::from_us(12));
}
