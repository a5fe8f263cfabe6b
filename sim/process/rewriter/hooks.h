// SPDX-License-Identifier: MIT
// The text of the hooks: what stands inline before an access or at a block, and what stands out of line.
//
// Inline is the common case: eight instructions that compare the line with the hit filter, and for a charge
// one addition and one subtraction in memory. Nothing inline touches the stack, so the red zone and unwinding
// are safe. Out of line the program's registers and flags are put back first, so that the simulator sees the
// process as it is.
#pragma once
#include <string>

#include "sim/process/rewriter/instruction.h"
#include "sim/process/rewriter/registers.h"

namespace shrimp::rewriter {

/// What is live where a hook stands, and the source line it belongs to.
struct Place {
  RegisterSet live = everything;
  std::string location;  ///< of a .loc directive, or empty
};

class HookWriter {
 public:
  /// section: makes the labels of different sections differ.
  explicit HookWriter(int section) : section_(section) {}

  /// Takes the block's cycles and counts its instructions.
  std::string charge(const Place& place, int cycles, int instructions);

  /// cycles_after: charged cycles that lie after this access.
  std::string access(const Place& place, const Access& access, int cycles_after);

  /// The cycle counter, in rdx:rax.
  std::string read_clock(int cycles_after);

  /// The out-of-line code that was asked for since the last call.
  std::string take_slow_code();
  bool has_slow_code() const { return !slow_.empty(); }

  std::string new_label();

 private:
  std::string slow_;
  std::string last_location_;
  int section_;
  int labels_ = 0;

  std::string always_slow(const Place& place, const Access& access, int cycles_after);
  void begin_slow(const std::string& label, const Place& place);
};

}  // namespace shrimp::rewriter
