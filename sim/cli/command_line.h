// SPDX-License-Identifier: MIT
// From argv to what is to be done. Nothing is executed here.
#pragma once
#include <string>
#include <vector>

#include "sim/experiment/commands.h"

namespace shrimp {

enum class Command { print, run, reproduce, boards, faults, calibration, config };

struct CommandLine {
  Command command = Command::print;
  std::string text;  // of `print`: help or version
  RunOptions run;    // of `calibration` and `config` too: machine and sets
  ReproduceOptions reproduce;
  FaultsOptions faults;
};

/// `arguments` without the program's own name. Throws UsageError with a sentence and the nearest valid name.
CommandLine parse_command_line(const std::vector<std::string>& arguments);

}  // namespace shrimp
