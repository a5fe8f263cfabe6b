// SPDX-License-Identifier: MIT
#include "models/nic/udma_state.h"

#include "tests/catch.h"

using namespace shrimp;

TEST_CASE("every state and event of user-level DMA goes where the paper's figure goes") {
  constexpr auto idle = UdmaState::idle;
  constexpr auto loaded = UdmaState::dest_loaded;
  constexpr auto moving = UdmaState::transferring;
  CHECK(next_state(idle, UdmaEvent::store) == loaded);
  CHECK(next_state(loaded, UdmaEvent::store) == loaded);
  CHECK(next_state(loaded, UdmaEvent::load) == moving);
  CHECK(next_state(loaded, UdmaEvent::inval) == idle);
  CHECK(next_state(loaded, UdmaEvent::bad_load) == idle);
  CHECK(next_state(moving, UdmaEvent::done) == idle);
  // All else leaves the state.
  for (UdmaEvent e : {UdmaEvent::load, UdmaEvent::inval, UdmaEvent::bad_load, UdmaEvent::done})
    CHECK(next_state(idle, e) == idle);
  CHECK(next_state(loaded, UdmaEvent::done) == loaded);
  for (UdmaEvent e : {UdmaEvent::store, UdmaEvent::load, UdmaEvent::inval, UdmaEvent::bad_load})
    CHECK(next_state(moving, e) == moving);
}
