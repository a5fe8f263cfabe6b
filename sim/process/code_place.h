// SPDX-License-Identifier: MIT
// Function and line of many code addresses at once, for profiles.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "sim/process/program.h"

namespace shrimp {

struct CodePlace {
  std::string function;    // "?" if unknown
  std::string file;        // without its folder; empty if unknown
  std::uint32_t line = 0;  // 0 if unknown
};

/// The places of `addresses`, which count from the program's first byte, in their order. Of a function that
/// was inlined, that one; but what the system's header files define belongs to the line that uses it. Runs
/// binutils' addr2line, once.
std::vector<CodePlace> code_places(const Program& program, const std::vector<std::uint64_t>& addresses);

}  // namespace shrimp
