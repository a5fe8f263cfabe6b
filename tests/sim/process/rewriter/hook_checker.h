// SPDX-License-Identifier: MIT
// Reads an instrumented object file and checks that every memory instruction has its hooks, with the same
// operand. Knows nothing of the rewriter: only machine code and relocations.
#pragma once
#include <string>

struct HookReport {
  int instructions = 0;  ///< of the program, hooks not counted
  int accesses = 0;      ///< that need a hook
  std::string faults;    ///< one line for each access without the right hook; empty if all is well
};

HookReport check_hooks(const std::string& object);
