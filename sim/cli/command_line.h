// SPDX-License-Identifier: MIT
// From argv to what is to be done. Nothing is executed here.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "sim/cli/command.h"

namespace shrimp {

struct CommandLine {
  std::string text;  // help or version, to be printed; otherwise
  std::string name;  // the command's
  std::unique_ptr<Command> command;
};

/// `arguments` without the program's own name. Throws UsageError with a sentence and the nearest valid name.
CommandLine parse_command_line(const std::vector<std::string>& arguments);

}  // namespace shrimp
