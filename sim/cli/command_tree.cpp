// SPDX-License-Identifier: MIT
#include "sim/cli/command_tree.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/cli/version.h"

namespace shrimp {

#define COMMAND(name) std::unique_ptr<Command> name##_command();
#include "sim/cli/commands.def"
#undef COMMAND

namespace {

using Entry = std::pair<const char*, std::unique_ptr<Command> (*)()>;

const Entry commands[] = {
#define COMMAND(name) {#name, name##_command},
#include "sim/cli/commands.def"
#undef COMMAND
};

std::string listed(const std::vector<Example>& examples) {
  std::size_t widest = 0;
  for (const Example& e : examples) widest = std::max(widest, e.line.size());
  std::string text = "Examples:\n";
  for (const Example& e : examples) text += fmt::format("  {:{}}  {}\n", e.line, widest, e.meaning);
  return text;
}

std::string footer(const Command& command) {
  std::string text = command.details();
  if (!text.empty()) text += "\n\n";
  return text + listed(command.examples());
}

}  // namespace

std::string exit_statuses() {
  return "0 all well; 1 a simulated program failed; 2 wrong usage or configuration; 3 a bug of "
         "the\nsimulator; 4 the "
         "simulated programs are stuck; 130 interrupted by Ctrl-C, 143 ended by SIGTERM, 141 nobody reads "
         "the "
         "output any more.";
}

CommandTree::CommandTree()
    : app_("Simulates Princeton's SHRIMP multicomputer, with unmodified programs on it.", "shrimp") {
  app_.set_version_flag("--version", version_text,
                        "Display the versions of simulator and libraries and exit");
  app_.allow_extras();  // which we complain of ourselves, with the nearest name
  std::vector<Example> first;
  for (const auto& [name, make] : commands) {
    Branch b{name, make(), std::make_unique<CLI::App>("", name)};
    b.app->allow_extras();
    b.command->declare(*b.app);
    b.app->footer(footer(*b.command));
    app_.add_subcommand(name, b.app->get_description());
    first.push_back(b.command->examples().front());
    branches_.push_back(std::move(b));
  }
  app_.footer(listed(first) +
              "\n`shrimp COMMAND --help` shows the options of a command, and more examples.\n" +
              "Exit status: " + exit_statuses());
}

const CommandTree::Branch* CommandTree::find(const std::string& name) const {
  for (const Branch& b : branches_)
    if (b.name == name) return &b;
  return nullptr;
}

std::vector<std::string> CommandTree::names() const {
  std::vector<std::string> names;
  for (const Branch& b : branches_) names.push_back(b.name);
  return names;
}

std::unique_ptr<Command> CommandTree::take(const std::string& name) {
  for (Branch& b : branches_)
    if (b.name == name) return std::move(b.command);
  return nullptr;
}

}  // namespace shrimp
