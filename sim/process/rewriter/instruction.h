// SPDX-License-Identifier: MIT
// What one instruction does, as far as the hooks must know: registers and flags it reads and surely
// overwrites, the memory it touches (explicitly or, like push and call, implicitly), and where control goes
// next.
#pragma once
#include <string>
#include <vector>

#include "sim/process/rewriter/assembly.h"
#include "sim/process/rewriter/machine_code.h"
#include "sim/process/rewriter/registers.h"

namespace shrimp::rewriter {

struct Access {
  int kind = 0;  ///< SHRIMP_ACCESS_LOAD, _STORE or _UPDATE
  int bytes = 0;
  std::string address;        ///< AT&T operand, as before the instruction
  int offset = 0;             ///< to be added (pop to memory: the stack pointer has moved)
  RegisterSet registers = 0;  ///< base and index
  bool locked = false;
  bool floating = false;
};

enum class Control { next, jump, conditional, indirect_jump, call, indirect_call, ret, stop };

/// Instructions that cannot stand as they are in instrumented code.
enum class Special {
  none,
  repeat,        ///< rep movs, stos, lods
  repeat_while,  ///< repe, repne with cmps, scas
  loop,          ///< loop: rcx is decremented, jump if not zero
  loop_equal,
  loop_not_equal,
  jump_if_zero,  ///< jrcxz
  read_clock     ///< rdtsc
};

struct Instruction {
  std::size_t statement = 0;
  RegisterSet reads = 0;
  RegisterSet kills = 0;  ///< overwritten whole, whatever happens
  Control control = Control::next;
  Special special = Special::none;
  bool repeat_while_equal = false;
  bool glued = false;        ///< must follow its predecessor directly (thread-local sequences)
  bool wide_vector = false;  ///< uses registers wider than 128 bits
  std::string target;        ///< label of a direct jump or call
  std::vector<Access> accesses;
};

/// Throws RewriteError for what cannot be instrumented or does not exist in a simulated process.
Instruction understand(const Assembly& assembly, std::size_t statement, const Code& code);

}  // namespace shrimp::rewriter
