// SPDX-License-Identifier: MIT
// The values of configs/parts/bus.toml and pentium.toml, for tests that say what they expect in clocks.
#pragma once
#include "models/bus/eisa_parameters.h"
#include "models/bus/xpress_parameters.h"

namespace shrimp::reference {

inline Frequency bus_frequency() {
  return {60'000'000};
}
inline Clock bus_clock() {
  return {bus_frequency(), Time{}};
}

inline XpressParameters xpress() {
  return {Bytes{8}, Cycles{2}, Cycles{1}, Cycles{2}};
}

inline DramParameters dram() {
  return {Bytes{40 << 20},    Bytes{8},          Time::from_ns(180),
          Time::from_ns(100), Time::from_ns(80), Time::from_ns(100)};
}
inline DramParameters dram_without_wait_states() {
  return {Bytes{40 << 20}, Bytes{8}, Time{}, Time{}, Time{}, Time{}};
}

inline EisaParameters eisa() {
  return {Frequency{8'330'000}, Bytes{4},  Cycles{1},  Cycles{2},         Cycles{1},
          Bytes{1024},          Cycles{2}, Cycles{64}, Time::from_us(15), Cycles{4}};
}
inline BridgeParameters bridge() {
  return {Bytes{32}, Time::from_ns(100), Time::from_ns(200)};
}

}  // namespace shrimp::reference
