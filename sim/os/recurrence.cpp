// SPDX-License-Identifier: MIT
#include "sim/os/recurrence.h"

#include <algorithm>
#include <cstring>
#include <optional>

namespace shrimp {

namespace {
// A loop that only waits is shorter [A].
constexpr std::uint32_t hooks_looked_at = 4096;
// Registers that the program does not need hold what inline hooks have left there, which is something else before
// all hooks stop: the first ones do not count.
constexpr std::uint32_t hooks_before = 64;
// What such a loop changes lies in its own frame and those of whom it has called from [A].
constexpr std::uint64_t most_stack = 16384;

// Status flags of an addition or a comparison, in a word that a hook has saved the flags in: those of a
// program have bits 1 and 9 set, and none from 22 on.
constexpr std::uint32_t status_flags = 0x8d5, always_set = 0x202, first_beyond = 22;

bool are_flags(std::uint32_t before, std::uint32_t now) {
  return ((before ^ now) & ~status_flags) == 0 && (now & always_set) == always_set &&
         now >> first_beyond == 0;
}

/// Whether all words that differ have changed by the same amount.
bool differ_by_a_counter(const std::vector<unsigned char>& before, const std::vector<unsigned char>& now) {
  std::optional<std::uint32_t> change;
  std::uint32_t a = 0, b = 0;
  for (std::size_t at = 0; at + sizeof a <= before.size(); at += sizeof a) {
    std::memcpy(&a, before.data() + at, sizeof a);
    std::memcpy(&b, now.data() + at, sizeof b);
    if (a == b || are_flags(a, b)) continue;
    if (change && *change != b - a) return false;
    change = b - a;
  }
  return true;
}

}  // namespace

void Recurrence::begin(bool may_count) {
  may_count_ = may_count;
  hooks_left_ = hooks_before + hooks_looked_at;
  begun_ = true;
  has_state_ = false;
  found_ = false;
}

void Recurrence::at_hook(const Process& process) {
  const shrimp_hook_state& hook = process.hook();
  const Place place{hook.pc, hook.address, process.stack_pointer()};
  const std::uint64_t top = process.window() + SHRIMP_STACK_TOP;
  if (process.faulted() || place.stack_pointer < top - SHRIMP_STACK_BYTES || place.stack_pointer >= top)
    return end();
  if (--hooks_left_ >= hooks_looked_at) return;
  if (has_state_ && !(place == place_)) return;
  const auto* stack = reinterpret_cast<const unsigned char*>(place.stack_pointer);
  const auto* scratch = reinterpret_cast<const unsigned char*>(hook.scratch);
  now_.assign(stack, stack + std::min(top - place.stack_pointer, most_stack));
  now_.insert(now_.end(), scratch, scratch + sizeof hook.scratch);
  if (!has_state_) {
    registers_and_stack_ = now_;
    place_ = place;
    has_state_ = true;
  } else if (may_count_ ? differ_by_a_counter(registers_and_stack_, now_) : now_ == registers_and_stack_) {
    found_ = true;
    hooks_left_ = 0;
  }
}

}  // namespace shrimp
