// SPDX-License-Identifier: MIT
#include "sim/process/entry_stop.h"

#include <vector>

#include "sim/process/window.h"

namespace shrimp {

namespace {

constexpr std::uint8_t breakpoint = 0xcc;  // int3

struct Stop {
  std::uint64_t address, charge_slow;
  std::uint8_t replaced;
};
std::vector<Stop> stops;  // as the handler of a signal finds them: never changed while a process runs
bool struck = false;

std::uint8_t& byte_at(std::uint64_t address) {
  return *reinterpret_cast<std::uint8_t*>(address);
}

}  // namespace

void EntryStops::add(std::uint64_t address, std::uint64_t charge_slow) {
  protect_memory(page_floor(address), page_ceiling(address + 1) - page_floor(address), true, true);
  stops.push_back({address, charge_slow, byte_at(address)});
  byte_at(address) = breakpoint;
}

void EntryStops::clear() {
  for (const Stop& s : stops) byte_at(s.address) = s.replaced;
  stops.clear();
}

bool EntryStops::take() {
  const bool result = struck;
  struck = false;
  return result;
}

bool EntryStops::strike(shrimp_hook_state& hook, std::uint64_t& pc, std::uint64_t& stack_pointer) {
  for (const Stop& s : stops) {
    if (s.address + 1 != pc || byte_at(s.address) != breakpoint) continue;
    byte_at(s.address) = s.replaced;
    // As if a block in front of the function had called: it returns to the function's first instruction.
    stack_pointer -= sizeof s.address;
    *reinterpret_cast<std::uint64_t*>(stack_pointer) = s.address;
    pc = s.charge_slow;
    hook.descriptor = 0;
    struck = true;
    return true;
  }
  return false;
}

}  // namespace shrimp
