// SPDX-License-Identifier: MIT
// `shrimp boards`: prints docs/boards.md, measured now.
#include <CLI/CLI.hpp>

#include "sim/cli/command.h"
#include "sim/experiment/commands.h"

namespace shrimp {
namespace {

class BoardsCommand final : public Command {
 public:
  void declare(CLI::App& app) override {
    app.description("measure both boards and the ways to start a send (docs/boards.md)");
  }
  std::vector<Example> examples() const override {
    return {{"shrimp boards", "both boards, and the ways to start a send, measured"}};
  }
  int execute() const override { return boards(); }
};

}  // namespace

std::unique_ptr<Command> boards_command() {
  return std::make_unique<BoardsCommand>();
}

}  // namespace shrimp
