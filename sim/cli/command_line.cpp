// SPDX-License-Identifier: MIT
// The options, by CLI11. Behind PROGRAM nothing is an option of ours, so the line is cut there before CLI11
// sees it.
#include "sim/cli/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <systemc>

#include "sim/machine/errors.h"
#include "sim/machine/nearest_name.h"
#include "sim/machine/quantity.h"

namespace shrimp {
namespace {

using Arguments = std::vector<std::string>;

const char* const examples = R"(Examples:
  shrimp run hello.c                         one process of hello.c, compiled on the fly
  shrimp run -n 2 pingpong.c 1000            two processes, on two nodes
  shrimp run --set mesh.hop_latency=60ns -n 2 pingpong.c
  shrimp run -o results -n 4 prog : -n 1 master --verbose
  shrimp reproduce                           the published numbers beside the simulated ones
  shrimp faults --runs 1000                  a thousand runs on machines that go wrong
  shrimp config -c shrimp-ii                 every parameter of a machine

Exit status: 0 all well; 1 a simulated program failed; 2 wrong usage or configuration; 3 a bug of the simulator;
4 the simulated programs are stuck.)";

/// What CLI11 fills; texts are read by us, for better errors.
struct Raw {
  RunOptions run;
  ReproduceOptions reproduce;
  FaultsOptions faults;
  std::string copies, seed;
  std::string fault_runs, fault_seed, workers;
  Arguments environment;
};

void add_machine_options(CLI::App& app, std::string& machine, Arguments& sets) {
  app.add_option("-c,--config", machine, "machine: a name in configs/ or a path to a TOML file (shrimp-ii)")
      ->type_name("MACHINE");
  app.add_option("--set", sets, "override a parameter by its full name; may be repeated")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
}

void add_run(CLI::App& app, Raw& raw) {
  CLI::App* run = app.add_subcommand("run", "run programs on a simulated machine");
  add_machine_options(*run, raw.run.machine, raw.run.sets);
  run->add_option("-n,--processes", raw.copies, "copies of the program; rank r runs on node r (1)")
      ->type_name("N");
  run->add_option("-o,--output", raw.run.output_folder, "folder for stats.json and machine.toml")
      ->type_name("DIR");
  run->add_flag("-q,--quiet", raw.run.quiet, "no word of the simulator unless something is wrong");
  run->add_flag("!--no-run-ahead", raw.run.run_ahead,
                "every memory reference waits for its instant; slower, and no simulated number may change");
  run->add_option("--env", raw.environment, "variable for the programs; NAME alone takes the host's value")
      ->type_name("NAME[=VALUE]")
      ->allow_extra_args(false);
  run->add_option("--seed", raw.seed, "seed of the nodes' clock phases (short for --set run.seed=N)")
      ->type_name("N");
  run->add_option("--cflags", raw.run.cflags, "flags to compile source files with (-O2 -g)")
      ->type_name("FLAGS");
  run->footer(
      std::string(
          "PROGRAM [ARGS...] [: [-n N] PROGRAM [ARGS...]]... come last: a source file (.c, .cc, .cpp) or "
          "an output of\nshrimp-cc; all behind it is its own.\n\n") +
      examples);
}

void add_others(CLI::App& app, Raw& raw) {
  CLI::App* reproduce = app.add_subcommand("reproduce", "measure what was published, and compare");
  add_machine_options(*reproduce, raw.reproduce.machine, raw.reproduce.sets);
  reproduce->add_option("ID", raw.reproduce.ids, "rows to reproduce, such as au.latency.wt (all)");
  reproduce->add_option("--json", raw.reproduce.json_file, "write the rows as JSON too")->type_name("FILE");
  app.add_subcommand("boards", "measure both boards and the ways to start a send (docs/boards.md)");
  CLI::App* faults =
      app.add_subcommand("faults", "inject faults into many runs, and see that each is noticed");
  add_machine_options(*faults, raw.faults.machine, raw.faults.sets);
  faults->add_option("--runs", raw.fault_runs, "how many (200); one alone is told in full")->type_name("N");
  faults->add_option("--seed", raw.fault_seed, "of the first run; each has the next (1)")->type_name("N");
  faults->add_option("-j,--jobs", raw.workers, "runs at once (the host's processors)")->type_name("N");
  add_machine_options(
      *app.add_subcommand("calibration", "print where each parameter comes from (docs/calibration.md)"),
      raw.run.machine, raw.run.sets);
  add_machine_options(*app.add_subcommand("config", "print the complete configuration of a machine"),
                      raw.run.machine, raw.run.sets);
}

std::string version_text() {
  return fmt::format("shrimp {} ({})", SHRIMP_VERSION, sc_core::sc_version());
}

Arguments option_names(const CLI::App& app) {
  Arguments names;
  for (const CLI::Option* o : app.get_options())
    for (const std::string& name : o->get_lnames()) names.push_back("--" + name);
  return names;
}

Arguments command_names(const CLI::App& app) {
  Arguments names;
  for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(sub->get_name());
  return names;
}

std::string with_hint(const std::string& name, const Arguments& names) {
  const std::string hint = did_you_mean(name, names);
  return hint.empty() ? fmt::format("; known are {}", fmt::join(names, ", ")) : "; " + hint;
}

/// Where PROGRAM stands, at or behind `from`; the end if there is none.
std::size_t program_position(const CLI::App& run, const Arguments& arguments, std::size_t from) {
  for (std::size_t i = from; i < arguments.size(); ++i) {
    const std::string& a = arguments[i];
    if (a == "--") return i + 1;
    if (a.size() < 2 || a[0] != '-') return i;
    const CLI::Option* option = run.get_option_no_throw(a);
    if (option && option->get_items_expected_max() > 0) ++i;  // its value; "-n4" and "--seed=4" hold theirs
  }
  return arguments.size();
}

void check_command(const CLI::App& app, const Arguments& arguments) {
  if (arguments.empty())
    throw UsageError(fmt::format("shrimp: a command is missing; known are {}; `shrimp --help` explains them",
                                 fmt::join(command_names(app), ", ")));
  const std::string& first = arguments[0];
  const Arguments commands = command_names(app);
  if (first.empty() || first[0] == '-' ||
      std::find(commands.begin(), commands.end(), first) != commands.end())
    return;
  if (std::filesystem::exists(first))
    throw UsageError(fmt::format("shrimp: '{0}' is no command; to run a program: shrimp run {0}", first));
  throw UsageError(fmt::format("shrimp: there is no command '{}'{}", first, with_hint(first, commands)));
}

/// "shrimp run", for the beginning of an error.
std::string speaker(const CLI::App& app) {
  const auto chosen = app.get_subcommands();
  return chosen.empty() ? "shrimp" : "shrimp " + chosen[0]->get_name();
}

/// Complains of what CLI11 did not understand, which it leaves to us.
void check_nothing_left(const CLI::App& app) {
  const auto chosen = app.get_subcommands();
  const CLI::App& at = chosen.empty() ? app : *chosen[0];
  const Arguments left = at.remaining();
  if (left.empty()) return;
  const std::string who = speaker(app), name = left[0].substr(0, left[0].find('='));
  if (name.size() > 1 && name[0] == '-')
    throw UsageError(
        fmt::format("{}: there is no option '{}'{}", who, name, with_hint(name, option_names(at))));
  throw UsageError(
      fmt::format("{}: '{}' is one argument too many; `{} --help` explains the others", who, left[0], who));
}

std::uint32_t read_count(const char* command, const std::string& text, const char* option, Wide least) {
  const ParsedQuantity q = parse_quantity(text, Dimension::count);
  if (!q.ok() || q.value < least || text.find(' ') != std::string::npos)
    throw UsageError(fmt::format("shrimp {}: {} {}: a whole number from {} was expected", command, option,
                                 text, static_cast<int>(least)));
  return static_cast<std::uint32_t>(q.value);
}

std::string read_environment(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == 0 || text.empty())
    throw UsageError(fmt::format("shrimp run: --env {}: NAME or NAME=VALUE was expected", text));
  if (equals != std::string::npos) return text;
  const char* value = std::getenv(text.c_str());
  if (!value)
    throw UsageError(
        fmt::format("shrimp run: --env {0}: the environment has no {0}; give --env {0}=VALUE", text));
  return text + "=" + value;
}

void read_fault_counts(const Raw& raw, FaultsOptions& options) {
  if (!raw.fault_runs.empty()) options.runs = read_count("faults", raw.fault_runs, "--runs", 1);
  if (!raw.fault_seed.empty()) options.seed = read_count("faults", raw.fault_seed, "--seed", 0);
  if (!raw.workers.empty()) options.workers = read_count("faults", raw.workers, "-j", 1);
}

/// The programs behind the options: PROGRAM ARGS [: [-n N] PROGRAM ARGS]...
std::vector<ProgramRequest> read_programs(Arguments rest, std::uint32_t copies) {
  std::vector<ProgramRequest> programs;
  auto at = rest.begin();
  while (true) {
    if (!programs.empty() && at != rest.end() && at->compare(0, 2, "-n") == 0) {  // behind a ':'
      std::string count = at->substr(2);
      if (count.empty() && ++at != rest.end()) count = *at;
      if (at != rest.end()) ++at;
      copies = read_count("run", count, "-n", 1);
    }
    if (at == rest.end() || *at == ":")
      throw UsageError(programs.empty()
                           ? "shrimp run: a program is missing: shrimp run [OPTIONS] PROGRAM [ARGS...]"
                           : "shrimp run: a program is missing behind ':'");
    ProgramRequest p;
    p.program = *at++;
    p.copies = copies;
    const auto end = std::find(at, rest.end(), ":");
    p.arguments.assign(at, end);
    programs.push_back(std::move(p));
    if (end == rest.end()) return programs;
    at = end + 1;
    copies = 1;
  }
}

}  // namespace

CommandLine parse_command_line(const Arguments& arguments) {
  Raw raw;
  CLI::App app("Simulates Princeton's SHRIMP multicomputer, with unmodified programs on it.", "shrimp");
  app.set_version_flag("--version", version_text());
  app.footer(examples);
  add_run(app, raw);
  add_others(app, raw);

  app.allow_extras();
  for (CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; })) sub->allow_extras();

  check_command(app, arguments);
  Arguments ours = arguments, rest;
  if (arguments[0] == "run") {
    const std::size_t program = program_position(*app.get_subcommand("run"), arguments, 1);
    rest.assign(arguments.begin() + static_cast<std::ptrdiff_t>(program), arguments.end());
    ours.resize(program);
    if (ours.back() == "--") ours.pop_back();
  }

  CommandLine line;
  try {
    std::reverse(ours.begin(), ours.end());  // as CLI11 wants it
    app.parse(ours);
  } catch (const CLI::CallForVersion&) {
    line.text = version_text() + "\n";
    return line;
  } catch (const CLI::CallForHelp&) {
    const auto chosen = app.get_subcommands();
    line.text = (chosen.empty() ? app : *chosen[0]).help();
    return line;
  } catch (const CLI::ParseError& e) {
    throw UsageError(fmt::format("{0}: {1}; `{0} --help` explains the options", speaker(app), e.what()));
  }
  check_nothing_left(app);

  line.run = raw.run;
  line.reproduce = raw.reproduce;
  line.faults = raw.faults;
  if (app.got_subcommand("run")) {
    line.command = Command::run;
    if (!raw.seed.empty())
      line.run.sets.push_back(fmt::format("run.seed={}", read_count("run", raw.seed, "--seed", 0)));
    for (const std::string& e : raw.environment) line.run.environment.push_back(read_environment(e));
    line.run.programs = read_programs(rest, raw.copies.empty() ? 1 : read_count("run", raw.copies, "-n", 1));
  } else if (app.got_subcommand("reproduce")) {
    line.command = Command::reproduce;
  } else if (app.got_subcommand("boards")) {
    line.command = Command::boards;
  } else if (app.got_subcommand("faults")) {
    line.command = Command::faults;
    read_fault_counts(raw, line.faults);
  } else if (app.got_subcommand("calibration")) {
    line.command = Command::calibration;
  } else if (app.got_subcommand("config")) {
    line.command = Command::config;
  }
  return line;
}

}  // namespace shrimp
