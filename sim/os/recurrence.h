// SPDX-License-Identifier: MIT
// Whether a process comes back to a state in which it was: the same place, the same registers, the same
// stack. If it has stored nothing else meanwhile it goes round and round, for as long as nobody else changes
// what it reads. So the watchdog tells a process that waits for a variable from one that computes with it.
//
// One that waits for others may count how often it has looked, so there one changed quantity is no change: a
// counter, wherever it is kept. Who computes with what others have sent changes more than that, or reads
// somewhere else.
//
// Asked seldom, and only of processes that look so; it then sees some thousand hooks, all of which must stop.
// A hook saves the registers on the process's stack (sim/process/runtime/hooks.S), so the stack is all there
// is to compare.
#pragma once
#include <cstdint>
#include <vector>

#include "sim/process/process.h"

namespace shrimp {

class Recurrence {
 public:
  /// Looks at the next hooks of the process. `may_count`: a counter is no change.
  void begin(bool may_count);
  void end() { hooks_left_ = 0, begun_ = false; }
  bool looks() const { return hooks_left_ > 0; }
  /// The process has come to a hook.
  void at_hook(const Process& process);
  /// It has been looked at since begin(), and was in no state twice.
  bool ruled_out() const { return begun_ && !found_; }

 private:
  struct Place {
    std::uint64_t pc = 0, address = 0;
    std::uint64_t stack_pointer = 0;
    bool operator==(const Place& other) const {
      return pc == other.pc && address == other.address && stack_pointer == other.stack_pointer;
    }
  };
  using Bytes = std::vector<unsigned char>;

  std::uint32_t hooks_left_ = 0;
  bool begun_ = false;
  bool may_count_ = false;
  bool has_state_ = false;
  bool found_ = false;
  Place place_;
  Bytes registers_and_stack_;  // and where inline hooks keep registers
  Bytes now_;                  // the same, at the present hook
};

}  // namespace shrimp
