// SPDX-License-Identifier: MIT
// `shrimp sweep`: one command over many machines or arguments.
#include <fmt/format.h>

#include "sim/cli/command.h"
#include "sim/cli/command_line.h"
#include "sim/cli/options.h"
#include "sim/experiment/commands.h"
#include "sim/machine/errors.h"

namespace shrimp {
namespace {

/// KEY=a,b,c
Variation read_variation(const std::string& text) {
  const std::size_t equals = text.find('=');
  Variation v;
  v.key = text.substr(0, equals);
  for (std::size_t begin = equals; begin < text.size();) {
    const std::size_t end = std::min(text.find(',', begin + 1), text.size());
    v.values.push_back(text.substr(begin + 1, end - begin - 1));
    begin = end;
  }
  bool empty = v.key.empty() || v.values.empty();
  for (const std::string& value : v.values) empty = empty || value.empty();
  if (empty)
    throw UsageError(fmt::format(
        "shrimp sweep: --vary {}: KEY=a,b,c was expected, such as mesh.hop_latency=20ns,40ns", text));
  return v;
}

class SweepCommand final : public CommandWith<SweepOptions> {
 public:
  void declare(CLI::App& app) override {
    app.description("measure every combination of some values, on all processors of the host");
    const auto read = [this](const std::vector<std::string>& texts) {
      for (const std::string& t : texts) options_.variations.push_back(read_variation(t));
    };
    app.add_option_function<std::vector<std::string>>(
           "--vary", read,
           "values of a parameter, or of {KEY} in the arguments of the program; several: their product")
        ->type_name("KEY=a,b,c")
        ->allow_extra_args(false)
        ->required();
    app.add_option("-o,--output", options_.output_folder, "folder for sweep.csv, sweep.svg and the points")
        ->type_name("DIR")
        ->required();
    app.add_option("--stat", options_.statistics, "keep this statistic of each run too; may be repeated")
        ->type_name("NAME")
        ->allow_extra_args(false);
    app.add_option("--plot", options_.plot, "the quantity to draw (the last printed one that varies)")
        ->type_name("QUANTITY");
    add_count(app, "-j,--jobs", "-j", options_.workers, 1, "points at once (the host's processors)");
  }

  std::string details() const override {
    return "Behind `--` stands what is to be done at each point: `run` or `reproduce` with their own "
           "options. "
           "Of a run\nevery word KEY=NUMBER that it prints is kept, and the simulated time. Interrupted, it "
           "keeps the points that\nare made; the same command again makes the others, also with values "
           "added. "
           "The folder tells a changed\nmachine or program apart. A point that fails is left out of the "
           "table, "
           "and the status is 1. Interrupted, the\nstatus is 128 and the signal's number.";
  }

  std::vector<Example> examples() const override {
    return {
        {"shrimp sweep -o hops --vary mesh.hop_latency=10ns,20ns,40ns -- run -n 2 pingpong.c",
         "what the routers cost"},
        {"shrimp sweep -o sizes --vary way=au,du --vary bytes=4,64,1024 -- run -n 2 pingpong.c {way} {bytes}",
         "two ways to send, three sizes"},
        {"shrimp sweep -o rows --vary nic.packet_check.latency=60ns,1us -- reproduce du.latency",
         "what becomes of a published number"}};
  }

  bool takes_program() const override { return true; }
  std::string program_synopsis() const override { return "-- run|reproduce [ARGUMENT...]"; }
  void read_program(const std::vector<std::string>& words) override {
    if (words.empty() || (words[0] != "run" && words[0] != "reproduce"))
      throw UsageError(
          fmt::format("shrimp sweep: {}run or reproduce was expected behind --, as in `shrimp sweep "
                      "-o DIR --vary KEY=a,b -- run PROGRAM`",
                      words.empty() ? "" : "'" + words[0] + "' is no command to repeat; "));
    const CommandLine line = parse_command_line(words);
    if (!line.command)
      throw UsageError("shrimp sweep: nothing is done behind --; for help: shrimp " + words[0] + " --help");
    options_.of_rows = words[0] == "reproduce";
    if (const auto* rows = dynamic_cast<const CommandWith<ReproduceOptions>*>(line.command.get()))
      options_.reproduce = rows->options();
    if (const auto* run = dynamic_cast<const CommandWith<RunOptions>*>(line.command.get()))
      options_.run = run->options();
    refuse_files();
  }

  int execute() const override { return sweep(options_); }

 private:
  /// Every point would write the same ones.
  void refuse_files() const {
    if (!options_.run.output_folder.empty())
      throw UsageError(
          "shrimp sweep: -o belongs before the --; a point keeps no files but its numbers, and "
          "--stat NAME keeps statistics");
    if (options_.run.profile)
      throw UsageError(
          "shrimp sweep: --profile belongs to one run; repeat the point that is of interest alone");
    const TraceOptions& trace = options_.run.trace;
    for (const std::string* option : {&trace.formats, &trace.window, &trace.nodes, &trace.limit})
      if (!option->empty())
        throw UsageError(
            "shrimp sweep: --trace belongs to one run; repeat the point that is of interest alone");
    if (options_.run.report)
      throw UsageError("shrimp sweep: --report belongs to one run; sweep.svg is the picture of a sweep");
    if (!options_.run.stats_from.empty() || !options_.run.stats_to.empty())
      throw UsageError("shrimp sweep: --stats-from and --stats-to belong to one run alone");
    if (!options_.reproduce.report_folder.empty())
      throw UsageError(
          "shrimp sweep: --report belongs to one reproduction; sweep.svg is the picture of a sweep");
    if (!options_.reproduce.json_file.empty())
      throw UsageError("shrimp sweep: --json belongs to `shrimp reproduce` alone; sweep.csv holds the rows");
    if (options_.of_rows && !options_.statistics.empty())
      throw UsageError("shrimp sweep: --stat keeps statistics of a run; rows of `reproduce` are many runs");
  }
};

}  // namespace

std::unique_ptr<Command> sweep_command() {
  return std::make_unique<SweepCommand>();
}

}  // namespace shrimp
