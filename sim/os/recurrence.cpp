// SPDX-License-Identifier: MIT
#include "sim/os/recurrence.h"

#include <algorithm>
#include <cstring>
#include <iterator>

namespace shrimp {

namespace {
// A loop that only waits is shorter [A].
constexpr std::uint32_t hooks_looked_at = 4096;
// What such a loop changes lies in its own frame and those of whom it has called from [A].
constexpr std::uint64_t most_stack = 16384;
}  // namespace

void Recurrence::begin() {
  hooks_left_ = hooks_looked_at;
  begun_ = true;
  has_state_ = false;
  found_ = false;
}

void Recurrence::at_hook(const Process& process) {
  const shrimp_hook_state& hook = process.hook();
  Place place{hook.pc, hook.address, process.stack_pointer(), {}};
  std::copy(std::begin(hook.scratch), std::end(hook.scratch), place.scratch.begin());
  const std::uint64_t top = process.window() + SHRIMP_STACK_TOP;
  if (process.faulted() || place.stack_pointer < top - SHRIMP_STACK_BYTES || place.stack_pointer >= top)
    return end();
  const auto* stack = reinterpret_cast<const unsigned char*>(place.stack_pointer);
  --hooks_left_;
  if (!has_state_) {
    stack_.assign(stack, stack + std::min(top - place.stack_pointer, most_stack));
    place_ = place;
    has_state_ = true;
  } else if (place == place_ && std::memcmp(stack, stack_.data(), stack_.size()) == 0) {
    found_ = true;
    hooks_left_ = 0;
  }
}

}  // namespace shrimp
