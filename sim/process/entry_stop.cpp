// SPDX-License-Identifier: MIT
#include "sim/process/entry_stop.h"

#include <algorithm>
#include <unordered_map>

#include "sim/process/window.h"

namespace shrimp {

namespace {

constexpr std::uint8_t breakpoint = 0xcc;  // int3

struct Stop {
  std::uint64_t charge_slow = 0;
  std::uint8_t replaced = 0;
  int wanted = 0;  // by so many
};
// By address; never gone through. As the handler of a signal finds them: never changed while a process runs.
std::unordered_map<std::uint64_t, Stop> stops;
std::optional<FunctionEntry> entered;

std::uint8_t& byte_at(std::uint64_t address) {
  return *reinterpret_cast<std::uint8_t*>(address);
}

}  // namespace

void EntryStops::add(std::uint64_t address, std::uint64_t charge_slow) {
  if (has(address)) return;
  addresses_.push_back(address);
  Stop& stop = stops[address];
  if (++stop.wanted > 1) return;
  protect_memory(page_floor(address), page_ceiling(address + 1) - page_floor(address), true, true);
  stop.charge_slow = charge_slow;
  stop.replaced = byte_at(address);
  byte_at(address) = breakpoint;
}

void EntryStops::clear() {
  for (const std::uint64_t address : addresses_) {
    Stop& stop = stops[address];
    if (--stop.wanted > 0) continue;
    byte_at(address) = stop.replaced;
    stops.erase(address);
  }
  addresses_.clear();
}

bool EntryStops::has(std::uint64_t address) const {
  return std::find(addresses_.begin(), addresses_.end(), address) != addresses_.end();
}

std::optional<FunctionEntry> EntryStops::take() {
  const std::optional<FunctionEntry> result = entered;
  entered.reset();
  return result;
}

bool EntryStops::strike(shrimp_hook_state& hook, std::uint64_t& pc, std::uint64_t& stack_pointer) {
  const auto stop = stops.find(pc - 1);
  if (stop == stops.end() || byte_at(stop->first) != breakpoint) return false;
  auto* top = reinterpret_cast<std::uint64_t*>(stack_pointer);
  entered = FunctionEntry{stop->first, *top};
  // As if a block in front of the function had called: it returns to the function's first instruction.
  *--top = stop->first;
  stack_pointer -= sizeof *top;
  pc = stop->second.charge_slow;
  hook.descriptor = 0;
  return true;
}

/// What it asked for at the entry was answered (strike), and no handler comes first.
EntryStops::Passage::Passage(const shrimp_hook_state& hook) {
  const std::uint64_t address = hook.pc - 1;
  if (hook.kind != SHRIMP_REQUEST_CHARGE || hook.handler != 0) return;
  const auto stop = stops.find(address);
  if (stop == stops.end()) return;
  address_ = address;
  byte_at(address) = stop->second.replaced;
}

EntryStops::Passage::~Passage() {
  if (address_ != 0) byte_at(address_) = breakpoint;
}

}  // namespace shrimp
