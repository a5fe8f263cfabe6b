// SPDX-License-Identifier: MIT
// `shrimp describe`: parameters and statistics by name, and docs/reference.md.
#include "sim/experiment/describe/describe.h"

#include <fmt/core.h>

#include "sim/cli/command.h"
#include "sim/cli/options.h"
#include "sim/experiment/installation.h"
#include "sim/machine/errors.h"

namespace shrimp {
namespace {

struct DescribeOptions {
  MachineChoice machine;
  std::vector<std::string> names;
  bool all = false;
};

class DescribeCommand final : public CommandWith<DescribeOptions> {
 public:
  void declare(CLI::App& app) override {
    app.description("tell what a component, a parameter or a statistic is");
    add_machine_options(app, options_.machine.machine, options_.machine.sets);
    app.add_flag("--all", options_.all, "everything, as Markdown (docs/reference.md)");
    app.add_option("NAME", options_.names, "such as nic.outgoing_fifo or nic.outgoing_fifo.capacity")
        ->type_name("COMPONENT");
  }
  std::vector<Example> examples() const override {
    return {{"shrimp describe nic.outgoing_fifo", "all parameters and statistics of a component"},
            {"shrimp describe nic.outgoing_fifo.capacity",
             "one parameter: unit, value, range, source and reason"},
            {"shrimp describe node[1].kernel.traps", "one statistic, as stats.json names it"},
            {"shrimp describe os -c shrimp-i", "with the values of another machine"}};
  }
  int execute() const override {
    if (options_.names.empty() && !options_.all)
      throw UsageError("shrimp describe: a name is missing; `shrimp list components` shows those there are");
    const Catalogue catalogue(options_.machine, Installation::find().machines);
    if (options_.all) fmt::print("{}", reference_page(catalogue));
    std::string text;
    for (const std::string& name : options_.names)
      text += (text.empty() ? "" : "\n") + describe(catalogue, name);
    fmt::print("{}", text);
    return 0;
  }
};

}  // namespace

std::unique_ptr<Command> describe_command() {
  return std::make_unique<DescribeCommand>();
}

}  // namespace shrimp
