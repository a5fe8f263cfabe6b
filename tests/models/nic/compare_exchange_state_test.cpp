// SPDX-License-Identifier: MIT
#include "models/nic/compare_exchange_state.h"

#include "tests/catch.h"

using namespace shrimp;

TEST_CASE("every state and event of compare-and-exchange goes where the table in its header says") {
  constexpr auto free = CompareExchangeState::free;
  constexpr auto asked = CompareExchangeState::asked;
  constexpr auto refused = CompareExchangeState::refused;
  for (CompareExchangeState s : {free, asked, refused}) {
    CHECK(next_state(s, CompareExchangeEvent::ask) == asked);
    CHECK(next_state(s, CompareExchangeEvent::cancel) == free);
  }
  CHECK(next_state(asked, CompareExchangeEvent::start) == free);
  CHECK(next_state(asked, CompareExchangeEvent::impossible) == refused);
  // All else leaves the state.
  for (CompareExchangeEvent e : {CompareExchangeEvent::start, CompareExchangeEvent::impossible}) {
    CHECK(next_state(free, e) == free);
    CHECK(next_state(refused, e) == refused);
  }
}
