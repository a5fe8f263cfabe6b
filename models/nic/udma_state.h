// SPDX-License-Identifier: MIT
// The state machine of user-level DMA (HPCA'96, section 4), as a table to hold against the paper's figure.
//
//               Store       Load          Inval  BadLoad  Done
//   Idle        DestLoaded  -             -      -        -
//   DestLoaded  DestLoaded  Transferring  Idle   Idle     -
//   Transferring -          -             -      -        Idle
//
// "-": the state stays. Store: a byte count to a proxy of the destination. Load: a load from a proxy of the
// source that can start. Inval: a store of a negative count. BadLoad: a load that cannot start, from a proxy
// of the destination's class or because of a device error. Done: the source has been read and handed on.
#pragma once
#include <cstddef>
#include <cstdint>

namespace shrimp {

enum class UdmaState : std::uint8_t { idle, dest_loaded, transferring };
enum class UdmaEvent : std::uint8_t { store, load, inval, bad_load, done };

constexpr UdmaState next_state(UdmaState state, UdmaEvent event) {
  constexpr auto idle = UdmaState::idle;
  constexpr auto loaded = UdmaState::dest_loaded;
  constexpr auto moving = UdmaState::transferring;
  constexpr UdmaState table[3][5] = {
      // Store   Load    Inval   BadLoad Done
      {loaded, idle, idle, idle, idle},        // Idle
      {loaded, moving, idle, idle, loaded},    // DestLoaded
      {moving, moving, moving, moving, idle},  // Transferring
  };
  return table[static_cast<std::size_t>(state)][static_cast<std::size_t>(event)];
}

}  // namespace shrimp
