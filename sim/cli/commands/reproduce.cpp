// SPDX-License-Identifier: MIT
// `shrimp reproduce`: the published numbers beside the simulated ones.
#include "sim/cli/command.h"
#include "sim/cli/options.h"
#include "sim/experiment/commands.h"

namespace shrimp {
namespace {

class ReproduceCommand final : public CommandWith<ReproduceOptions> {
 public:
  void declare(CLI::App& app) override {
    app.description("measure what was published, and compare");
    add_machine_options(app, options_.machine, options_.sets);
    app.add_option("ID", options_.ids, "rows to reproduce, such as au.latency.wt (all)")->type_name("ID");
    app.add_option("--json", options_.json_file, "write the rows as JSON too")->type_name("FILE");
    app.add_option(
           "--report", options_.report_folder,
           "folder for index.html, a page for a browser: the rows, where the time goes, buses and FIFOs over "
           "time, the machine; with all rows also curves against size, which take about a minute")
        ->type_name("DIR");
  }

  std::vector<Example> examples() const override {
    return {{"shrimp reproduce", "the published numbers beside the simulated ones"},
            {"shrimp reproduce au.latency.wt du.latency", "two of them"},
            {"shrimp reproduce --json rows.json -c shrimp-i", "on the first board, as JSON too"},
            {"shrimp reproduce --report report", "with plots, as one page for a browser: report/index.html"}};
  }

  int execute() const override { return reproduce(options_); }
};

}  // namespace

std::unique_ptr<Command> reproduce_command() {
  return std::make_unique<ReproduceCommand>();
}

}  // namespace shrimp
