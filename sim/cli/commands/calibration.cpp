// SPDX-License-Identifier: MIT
// `shrimp calibration`: prints docs/calibration.md.
#include "sim/machine/calibration_page.h"

#include <fmt/core.h>

#include "sim/cli/command.h"
#include "sim/cli/options.h"
#include "sim/experiment/commands.h"
#include "sim/experiment/installation.h"
#include "sim/experiment/reproduce/published.h"
#include "sim/machine/machine_configuration.h"

namespace shrimp {
namespace {

class CalibrationCommand final : public CommandWith<MachineChoice> {
 public:
  void declare(CLI::App& app) override {
    app.description("print where each parameter comes from (docs/calibration.md)");
    add_machine_options(app, options_.machine, options_.sets);
  }
  std::vector<Example> examples() const override {
    return {{"shrimp calibration", "where each parameter comes from"}};
  }
  int execute() const override {
    MachineParameters parameters;
    const Configuration c =
        load_machine(options_.machine, options_.sets, Installation::find().machines, 1, parameters);
    fmt::print("{}{}", calibration_page(c), published_section());
    return 0;
  }
};

}  // namespace

std::unique_ptr<Command> calibration_command() {
  return std::make_unique<CalibrationCommand>();
}

}  // namespace shrimp
