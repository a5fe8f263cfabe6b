// SPDX-License-Identifier: MIT
// `shrimp compare`: what changed from one run to another.
#include "sim/cli/command.h"
#include "sim/experiment/commands.h"

namespace shrimp {
namespace {

class CompareCommand final : public CommandWith<CompareOptions> {
 public:
  void declare(CLI::App& app) override {
    app.description("show what changed between two runs, largest relative change first");
    app.add_option("A", options_.a, "stats.json of a run, or its folder")->required();
    app.add_option("B", options_.b, "the same of another run")->required();
    app.add_option(
           "--only", options_.only,
           "names to compare, such as node[0].eisa.*; * stands for anything, ? for one character (all)")
        ->type_name("PATTERN");
    app.add_flag("--all", options_.all, "print every change, not the 25 largest alone");
    app.add_option("--json", options_.json_file, "write the comparison as JSON too")->type_name("FILE");
  }

  std::string details() const override {
    return "Like diff, it ends with status 0 if both runs tell the same, 1 if something differs, 2 if a file "
           "cannot be\nread. How fast the simulator was (`host`) is not compared. With --only the "
           "configurations are shown, but\nonly the chosen values count. With machine.toml beside both "
           "files the parameters that differ are named.";
  }

  std::vector<Example> examples() const override {
    return {{"shrimp compare fast slow", "two folders that `shrimp run -o` wrote"},
            {"shrimp compare --only node[0].eisa.* fast/stats.json slow/stats.json", "one block of one node"},
            {"shrimp compare --all --json changes.json fast slow", "every change, as JSON too"}};
  }

  int execute() const override { return compare(options_); }
};

}  // namespace

std::unique_ptr<Command> compare_command() {
  return std::make_unique<CompareCommand>();
}

}  // namespace shrimp
