// SPDX-License-Identifier: MIT
// The functions of a program, by the names that its user knows.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "sim/process/program.h"

namespace shrimp {

struct Function {
  std::vector<std::string> names;  // function_names.h; not empty
  std::uint64_t address;           // from the program's first byte
};

/// By the table of symbols, the run-time library's own included; empty if the program was stripped.
std::vector<Function> functions_of(const Program& program);

/// Code of the libraries that programs are linked with (vmmc_api), from the program's first byte.
struct CodeRange {
  std::uint64_t begin = 0, end = 0;
  bool has(std::uint64_t address) const { return begin <= address && address < end; }
};
/// Empty if the program uses none, or has no sections any more.
CodeRange library_code_of(const Program& program);

}  // namespace shrimp
