// SPDX-License-Identifier: MIT
// `shrimp completion`: the completion script of a shell.
#include "sim/cli/completion.h"

#include <fmt/format.h>

#include <set>

#include "sim/cli/command.h"
#include "sim/experiment/describe/catalogue.h"
#include "sim/experiment/describe/list.h"
#include "sim/experiment/installation.h"
#include "sim/experiment/reproduce/published.h"
#include "sim/machine/errors.h"
#include "sim/machine/machine_configuration.h"

namespace shrimp {
namespace {

struct CompletionOptions {
  std::string shell;
};

/// The names of all shipped machines together.
CompletionWords names_of(const Installation& installation) {
  CompletionWords words;
  std::set<std::string> parameters;
  for (const auto& [machine, text] : machines_of(installation.machines)) {
    words["MACHINE"].push_back(machine);
    MachineParameters values;
    const Configuration c = load_machine(machine, {}, installation.machines, 1, values);
    for (const ParameterInfo& p : c.described()) parameters.insert(p.name);
  }
  words["FORMATS"] = {"perfetto", "vcd", "perfetto,vcd"};  // of --trace
  words["COMPONENT"] = known_components();
  words["COMPONENT"].insert(words["COMPONENT"].end(), parameters.begin(), parameters.end());
  for (const std::string& p : parameters) words["NAME=VALUE"].push_back(p + "=");
  words["KEY=a,b,c"] = words["NAME=VALUE"];  // of sweep
  for (const PublishedNumber& n : published_numbers()) words["ID"].push_back(n.id);
  return words;
}

class CompletionCommand final : public CommandWith<CompletionOptions> {
 public:
  void declare(CLI::App& app) override {
    app.description("print a script that completes commands, options and names in a shell");
    app.add_option("SHELL", options_.shell, "the shell")->type_name("bash|zsh");
  }
  std::vector<Example> examples() const override {
    return {{"shrimp completion bash > shrimp.sh", "then `source shrimp.sh`, also from ~/.bashrc"},
            {"shrimp completion zsh > shrimp.zsh", "the same for zsh, by its bashcompinit"}};
  }
  int execute() const override {
    if (options_.shell.empty())
      throw UsageError("shrimp completion: a shell is missing: shrimp completion bash, or zsh");
    if (options_.shell != "bash" && options_.shell != "zsh")
      throw UsageError(fmt::format(
          "shrimp completion: there is no script for '{}'; the shells are bash and zsh", options_.shell));
    const CommandTree tree;
    if (options_.shell == "zsh") fmt::print("autoload -U +X compinit bashcompinit\ncompinit\nbashcompinit\n");
    fmt::print("{}", completion_script(tree, names_of(Installation::find())));
    return 0;
  }
};

}  // namespace

std::unique_ptr<Command> completion_command() {
  return std::make_unique<CompletionCommand>();
}

}  // namespace shrimp
