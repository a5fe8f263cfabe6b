// SPDX-License-Identifier: MIT
// The state machine of starting a transfer by compare-and-exchange (ISCA'94), as a table.
//
//            Ask    Start  Impossible  Cancel
//   Free     Asked  -      -           -
//   Asked    Asked  Free   Refused     Free
//   Refused  Asked  -      -           Free
//
// "-": the state stays. Ask: a locked read that finds the engine idle and the page paired. Start: the locked
// write that belongs to it. Impossible: the same, but the board cannot make that transfer. Cancel: any other
// locked reference, or a plain store.
#pragma once
#include <cstddef>
#include <cstdint>

namespace shrimp {

enum class CompareExchangeState : std::uint8_t { free, asked, refused };
enum class CompareExchangeEvent : std::uint8_t { ask, start, impossible, cancel };

constexpr CompareExchangeState next_state(CompareExchangeState state, CompareExchangeEvent event) {
  constexpr auto free = CompareExchangeState::free;
  constexpr auto asked = CompareExchangeState::asked;
  constexpr auto refused = CompareExchangeState::refused;
  constexpr CompareExchangeState table[3][4] = {
      // Ask   Start    Impossible  Cancel
      {asked, free, free, free},        // Free
      {asked, free, refused, free},     // Asked
      {asked, refused, refused, free},  // Refused
  };
  return table[static_cast<std::size_t>(state)][static_cast<std::size_t>(event)];
}

}  // namespace shrimp
