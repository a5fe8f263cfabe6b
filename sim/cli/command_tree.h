// SPDX-License-Identifier: MIT
// All commands with their options, as CLI11 holds them.
//
// Each command is an application of its own for CLI11: among an application's arguments it takes the name of
// any of its subcommands for that subcommand, and `faults` and `run` are components as well.
#pragma once
#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/cli/command.h"

namespace shrimp {

class CommandTree {
 public:
  struct Branch {
    std::string name;
    std::unique_ptr<Command> command;
    std::unique_ptr<CLI::App> app;
  };

  CommandTree();

  /// What stands before a command, and the list of commands.
  CLI::App& app() { return app_; }
  const CLI::App& app() const { return app_; }
  const std::vector<Branch>& branches() const { return branches_; }
  /// Null if there is no such command.
  const Branch* find(const std::string& name) const;
  std::vector<std::string> names() const;
  /// The command itself, taken out of the tree.
  std::unique_ptr<Command> take(const std::string& name);

 private:
  CLI::App app_;
  std::vector<Branch> branches_;  // in the order of commands.def
};

/// The exit statuses of INTERFACE, in words.
std::string exit_statuses();

}  // namespace shrimp
