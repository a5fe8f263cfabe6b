// SPDX-License-Identifier: MIT
// `shrimp list`: machines, workloads and components, each with a line.
#include "sim/experiment/describe/list.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/cli/command.h"
#include "sim/cli/options.h"
#include "sim/experiment/installation.h"
#include "sim/experiment/layout.h"
#include "sim/machine/errors.h"
#include "sim/machine/nearest_name.h"

namespace shrimp {
namespace {

const std::vector<std::string> kinds = {"machines", "workloads", "components"};

struct ListOptions {
  MachineChoice machine;
  std::vector<std::string> kinds;  // empty: all
};

class ListCommand final : public CommandWith<ListOptions> {
 public:
  void declare(CLI::App& app) override {
    app.description("list machines, workloads and components, each with a line");
    add_machine_options(app, options_.machine.machine, options_.machine.sets);
    const auto read = [this](const std::vector<std::string>& words) {
      for (const std::string& w : words) options_.kinds.push_back(known(w));
    };
    app.add_option_function<std::vector<std::string>>("KIND", read, "what to list (all)")
        ->type_name(fmt::format("{}", fmt::join(kinds, "|")));
  }
  std::vector<Example> examples() const override {
    return {{"shrimp list", "machines, workloads and components"},
            {"shrimp list components -c shrimp-i", "what another machine is made of"}};
  }
  int execute() const override {
    const Installation installation = Installation::find();
    std::string text;
    const auto add = [&](const char* kind, const std::string& title, const Named& names) {
      if (wanted(kind)) text += (text.empty() ? "" : "\n") + title + "\n" + two_columns(names);
    };
    add("machines", "Machines (-c NAME)", machines_of(installation.machines));
    add("workloads", fmt::format("Workloads (shrimp run -n 2 {}/NAME)", installation.workload_sources),
        workloads_of(installation.workload_sources));
    add("workloads",
        fmt::format("Workloads with stubs (shrimp run {0}/NAME node1 : {0}/SERVER)", installation.workloads),
        workloads_with_stubs_of(installation.workload_sources + "/rpc"));
    if (wanted("components"))
      add("components", fmt::format("Components of {} (shrimp describe NAME)", options_.machine.machine),
          components_of(Catalogue(options_.machine, installation.machines)));
    fmt::print("{}", text);
    return 0;
  }

 private:
  static std::string known(const std::string& kind) {
    if (std::find(kinds.begin(), kinds.end(), kind) != kinds.end()) return kind;
    const std::string hint = did_you_mean(kind, kinds);
    throw UsageError(fmt::format("shrimp list: there are no '{}'; {}", kind,
                                 hint.empty() ? fmt::format("known are {}", fmt::join(kinds, ", ")) : hint));
  }
  bool wanted(const char* kind) const {
    return options_.kinds.empty() ||
           std::find(options_.kinds.begin(), options_.kinds.end(), kind) != options_.kinds.end();
  }
};

}  // namespace

std::unique_ptr<Command> list_command() {
  return std::make_unique<ListCommand>();
}

}  // namespace shrimp
