// SPDX-License-Identifier: MIT
// `shrimp man`: prints the man page.
#include <fmt/core.h>

#include "sim/cli/command.h"
#include "sim/cli/man_page.h"

namespace shrimp {
namespace {

class ManCommand final : public Command {
 public:
  void declare(CLI::App& app) override { app.description("print the man page, in roff"); }
  std::vector<Example> examples() const override {
    return {{"shrimp man | man -l -", "read it"}, {"shrimp man > shrimp.1", "keep it"}};
  }
  int execute() const override {
    fmt::print("{}", man_page(CommandTree()));
    return 0;
  }
};

}  // namespace

std::unique_ptr<Command> man_command() {
  return std::make_unique<ManCommand>();
}

}  // namespace shrimp
