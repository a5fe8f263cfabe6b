// SPDX-License-Identifier: MIT
// Options that several commands have, and texts that become numbers.
#pragma once
#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/experiment/commands.h"

namespace shrimp {

/// -c MACHINE and --set NAME=VALUE.
void add_machine_options(CLI::App& app, std::string& machine, std::vector<std::string>& sets);

/// An option with a whole number from `least`; `name` is how an error names it, "-j".
CLI::Option* add_count(CLI::App& app, const std::string& names, const std::string& name, std::uint32_t& count,
                       std::uint32_t least, const std::string& text);

/// The number itself; throws UsageError "shrimp run: -n two: a whole number from 1 was expected".
std::uint32_t read_count(const std::string& command, const std::string& text, const std::string& option,
                         std::uint32_t least);

/// "NAME=VALUE"; NAME alone takes the host's value.
std::string read_environment(const std::string& text);

/// The programs behind the options: PROGRAM ARGS [: [-n N] PROGRAM ARGS]...; `copies` of the first.
std::vector<ProgramRequest> read_programs(const std::string& command, const std::vector<std::string>& words,
                                          std::uint32_t copies);

}  // namespace shrimp
