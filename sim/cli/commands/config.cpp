// SPDX-License-Identifier: MIT
// `shrimp config`: the complete configuration of a machine, as a file that feeds back.
#include <fmt/core.h>

#include "sim/cli/command.h"
#include "sim/cli/options.h"
#include "sim/experiment/commands.h"
#include "sim/experiment/installation.h"
#include "sim/machine/machine_configuration.h"

namespace shrimp {
namespace {

class ConfigCommand final : public CommandWith<MachineChoice> {
 public:
  void declare(CLI::App& app) override {
    app.description("print the complete configuration of a machine");
    add_machine_options(app, options_.machine, options_.sets);
  }
  std::vector<Example> examples() const override {
    return {{"shrimp config -c shrimp-i", "every parameter of a machine"},
            {"shrimp config --set mesh.hop_latency=60ns > mine.toml",
             "a machine of your own, to be given to -c"}};
  }
  int execute() const override {
    MachineParameters parameters;
    const Configuration c =
        load_machine(options_.machine, options_.sets, Installation::find().machines, 1, parameters);
    fmt::print("{}", c.complete_toml());
    return 0;
  }
};

}  // namespace

std::unique_ptr<Command> config_command() {
  return std::make_unique<ConfigCommand>();
}

}  // namespace shrimp
