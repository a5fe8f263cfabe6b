// SPDX-License-Identifier: MIT
// `shrimp fit`: a latency model of a machine, and how well it fits.
#include "sim/cli/command.h"
#include "sim/cli/options.h"
#include "sim/experiment/commands.h"

namespace shrimp {
namespace {

class FitCommand final : public CommandWith<FitOptions> {
 public:
  void declare(CLI::App& app) override {
    app.description("measure the LogGP parameters of a machine, and say where the model does not fit");
    add_machine_options(app, options_.machine, options_.sets);
    app.add_option("--json", options_.json_file, "write parameters and residuals as JSON too")
        ->type_name("FILE");
  }

  std::string details() const override {
    return "L, o_send, o_recv, g and G are each measured by themselves (docs/fit.md); what they predict is "
           "held "
           "against\nmeasured one-way times from 4 bytes to 64 KiB.";
  }

  std::vector<Example> examples() const override {
    return {{"shrimp fit", "automatic and deliberate update of shrimp-ii"},
            {"shrimp fit -c shrimp-i --json shrimp-i.json", "the first board, as JSON too"}};
  }

  int execute() const override { return fit(options_); }
};

}  // namespace

std::unique_ptr<Command> fit_command() {
  return std::make_unique<FitCommand>();
}

}  // namespace shrimp
