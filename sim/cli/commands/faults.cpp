// SPDX-License-Identifier: MIT
// `shrimp faults`: the fault campaign.
#include "sim/cli/command.h"
#include "sim/cli/options.h"
#include "sim/experiment/commands.h"

namespace shrimp {
namespace {

class FaultsCommand final : public CommandWith<FaultsOptions> {
 public:
  void declare(CLI::App& app) override {
    app.description("inject faults into many runs, and see that each is noticed");
    add_machine_options(app, options_.machine, options_.sets);
    add_count(app, "--runs", "--runs", options_.runs, 1, "how many (200); one alone is told in full");
    add_count(app, "--seed", "--seed", options_.seed, 0, "of the first run; each has the next (1)");
    add_count(app, "-j,--jobs", "-j", options_.workers, 1, "runs at once (the host's processors)");
  }
  std::vector<Example> examples() const override {
    return {{"shrimp faults --runs 1000", "a thousand runs on machines that go wrong"},
            {"shrimp faults --runs 1 --seed 7", "one of them, told in full"}};
  }
  int execute() const override { return faults(options_); }
};

}  // namespace

std::unique_ptr<Command> faults_command() {
  return std::make_unique<FaultsCommand>();
}

}  // namespace shrimp
