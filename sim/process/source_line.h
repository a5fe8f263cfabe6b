// SPDX-License-Identifier: MIT
// Where in the user's sources an address lies, for error messages.
#pragma once
#include <cstdint>
#include <string>

namespace shrimp {

class Process;

/// "file.c:12 (function)" for the code address `pc` of `process`, or of its nearest caller if `pc` lies
/// within the C library or the run-time library; "an unknown place" if there is no debugging information.
/// Runs binutils' addr2line: for ends of processes only.
std::string source_line(const Process& process, std::uint64_t pc);

}  // namespace shrimp
