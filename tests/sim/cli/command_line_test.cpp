// SPDX-License-Identifier: MIT
#include "sim/cli/command_line.h"

#include <cstdlib>
#include <iterator>
#include <sstream>

#include "sim/cli/command_tree.h"
#include "sim/experiment/commands.h"
#include "sim/experiment/describe/catalogue.h"
#include "sim/machine/errors.h"
#include "tests/catch.h"

using namespace shrimp;

using Arguments = std::vector<std::string>;

namespace {

template <class Options>
Options options_of(const std::string& command, const Arguments& arguments) {
  const CommandLine line = parse_command_line(arguments);
  REQUIRE(line.name == command);
  const auto* with_options = dynamic_cast<const CommandWith<Options>*>(line.command.get());
  REQUIRE(with_options);
  return with_options->options();
}

RunOptions run_options(const Arguments& arguments) {
  return options_of<RunOptions>("run", arguments);
}

/// The arguments of "shrimp run hello.c", up to a redirection or a pipe.
Arguments words_of(const std::string& line) {
  std::istringstream text(line.substr(0, line.find_first_of(">|")));
  return {std::next(std::istream_iterator<std::string>(text)), {}};
}

std::string error(const Arguments& arguments) {
  try {
    parse_command_line(arguments);
  } catch (const UsageError& e) {
    return e.what();
  }
  return "(no error)";
}

}  // namespace

TEST_CASE("run without options has the promised defaults") {
  const RunOptions o = run_options({"run", "hello.c"});
  CHECK(o.machine == "shrimp-ii");
  CHECK(o.sets.empty());
  CHECK(o.output_folder.empty());
  CHECK_FALSE(o.quiet);
  CHECK(o.environment.empty());
  CHECK(o.cflags == "-O2 -g");
  REQUIRE(o.programs.size() == 1);
  CHECK(o.programs[0].program == "hello.c");
  CHECK(o.programs[0].copies == 1);
  CHECK(o.programs[0].arguments.empty());
}

TEST_CASE("run takes all its options") {
  const RunOptions o = run_options(
      {"run", "-c",      "shrimp-i", "--set", "a.b=40ns", "--set",  "c=1", "-n",       "4",      "-o",
       "out", "--quiet", "--env",    "A=1 2", "--env=B=", "--seed", "7",   "--cflags", "-O0 -g", "prog"});
  CHECK(o.machine == "shrimp-i");
  CHECK(o.sets == Arguments{"a.b=40ns", "c=1", "run.seed=7"});
  CHECK(o.programs[0].copies == 4);
  CHECK(o.output_folder == "out");
  CHECK(o.quiet);
  CHECK(o.environment == Arguments{"A=1 2", "B="});
  CHECK(o.cflags == "-O0 -g");
  CHECK(run_options({"run", "-n4", "prog"}).programs[0].copies == 4);
  CHECK(run_options({"run", "--processes=4", "prog"}).programs[0].copies == 4);
}

TEST_CASE("what stands behind the program is the program's") {
  const RunOptions o =
      run_options({"run", "-n", "2", "prog", "-n", "3", "--help", "--", "-c", "x", "run", "", "--set"});
  REQUIRE(o.programs.size() == 1);
  CHECK(o.programs[0].copies == 2);
  CHECK(o.programs[0].arguments == Arguments{"-n", "3", "--help", "--", "-c", "x", "run", "", "--set"});
  CHECK(run_options({"run", "config"}).programs[0].program == "config");
  CHECK(run_options({"run", "--", "-odd"}).programs[0].program == "-odd");
  CHECK(run_options({"run", "--quiet", "run", "run"}).programs[0].arguments == Arguments{"run"});
}

TEST_CASE("programs separated by a colon have copies and arguments of their own") {
  const RunOptions o =
      run_options({"run", "-n", "2", "a", "1", ":", "-n", "3", "b", "-n", "9", ":", "-n1", "c", ":", "d"});
  REQUIRE(o.programs.size() == 4);
  CHECK(o.programs[0].arguments == Arguments{"1"});
  CHECK(o.programs[1].program == "b");
  CHECK(o.programs[1].copies == 3);
  CHECK(o.programs[1].arguments == Arguments{"-n", "9"});
  CHECK(o.programs[2].program == "c");
  CHECK(o.programs[2].copies == 1);
  CHECK(o.programs[3].program == "d");
}

TEST_CASE("the option --env takes a value from the host only when asked by name") {
  setenv("SHRIMP_TEST_VARIABLE", "42", 1);
  CHECK(run_options({"run", "--env", "SHRIMP_TEST_VARIABLE", "p"}).environment ==
        Arguments{"SHRIMP_TEST_VARIABLE=42"});
  unsetenv("SHRIMP_TEST_VARIABLE");
  CHECK(error({"run", "--env", "SHRIMP_TEST_VARIABLE", "p"}) ==
        "shrimp run: --env SHRIMP_TEST_VARIABLE: the environment has no SHRIMP_TEST_VARIABLE; give --env "
        "SHRIMP_TEST_VARIABLE=VALUE");
  CHECK(error({"run", "--env", "=1", "p"}) == "shrimp run: --env =1: NAME or NAME=VALUE was expected");
}

TEST_CASE("the other commands") {
  const auto reproduce = options_of<ReproduceOptions>(
      "reproduce", {"reproduce", "au.latency.wt", "du.latency", "--json", "rows.json"});
  CHECK(reproduce.ids == Arguments{"au.latency.wt", "du.latency"});
  CHECK(reproduce.json_file == "rows.json");
  CHECK(reproduce.machine == "shrimp-ii");
  const auto config = options_of<MachineChoice>("config", {"config", "-c", "mine.toml", "--set", "a=1"});
  CHECK(config.machine == "mine.toml");
  CHECK(config.sets == Arguments{"a=1"});
  CHECK(parse_command_line({"calibration"}).name == "calibration");
}

TEST_CASE("help shows examples, version the versions") {
  const CommandLine help = parse_command_line({"--help"});
  CHECK_FALSE(help.command);
  CHECK(help.text.find("shrimp run -n 2 pingpong.c") != std::string::npos);
  CHECK(help.text.find("reproduce") != std::string::npos);
  CHECK(parse_command_line({"run", "--help"}).text.find("--cflags") != std::string::npos);
  const std::string version = parse_command_line({"--version"}).text;
  CHECK_THAT(version, Catch::Matchers::Matches(
                          "shrimp 0\\.[0-9.]+, commit (unknown|[0-9a-f]{12}(-modified)?)\n"
                          "SystemC [0-9.]+, fmt [0-9.]+, CLI11 [0-9.]+, toml11 [0-9.]+, "
                          "nlohmann json [0-9.]+, Zydis [0-9.]+, Boost [0-9.]+, protobuf [0-9.]+, "
                          "libdeflate [0-9.]+, pugixml [0-9.]+, kainjow mustache\n"));
}

TEST_CASE("every command says what it is, and has an example of itself") {
  const CommandTree tree;
  REQUIRE(tree.branches().size() >= 6);
  for (const CommandTree::Branch& b : tree.branches()) {
    INFO(b.name);
    CHECK_FALSE(b.app->get_description().empty());
    REQUIRE_FALSE(b.command->examples().empty());
    for (const Example& e : b.command->examples()) {
      CHECK(e.line.find("shrimp " + b.name) == 0);
      CHECK(b.app->help().find(e.line) != std::string::npos);
      CHECK(parse_command_line(words_of(e.line)).name == b.name);
    }
  }
}

TEST_CASE("wrong usage is told in a sentence with the nearest name") {
  const std::string known = fmt::format("known are {}", fmt::join(CommandTree().names(), ", "));
  CHECK(error({}) == "shrimp: a command is missing; " + known + "; `shrimp --help` explains them");
  CHECK(error({"--"}).find("shrimp: there is no option '--'") == 0);
  CHECK(error({"-"}).find("shrimp: '-' is one argument too many") == 0);
  CHECK(error({""}).find("shrimp: '' is one argument too many") == 0);
  CHECK(error({"rum", "prog"}) == "shrimp: there is no command 'rum'; did you mean run?");
  CHECK(error({"frobnicate"}) == "shrimp: there is no command 'frobnicate'; " + known);
  CHECK(error({"/dev/null"}) == "shrimp: '/dev/null' is no command; to run a program: shrimp run /dev/null");
  CHECK(error({"run", "--qiet", "prog"}) == "shrimp run: there is no option '--qiet'; did you mean --quiet?");
  CHECK(error({"run", "--sett=a=1", "prog"}) ==
        "shrimp run: there is no option '--sett'; did you mean --set?");
  CHECK(error({"config", "more"}) ==
        "shrimp config: 'more' is one argument too many; `shrimp config --help` explains the others");
  CHECK(error({"run"}) == "shrimp run: a program is missing: shrimp run [OPTIONS] PROGRAM [ARGS...]");
  CHECK(error({"run", "-n", "2"}) ==
        "shrimp run: a program is missing: shrimp run [OPTIONS] PROGRAM [ARGS...]");
  CHECK(error({"run", "a", ":"}) == "shrimp run: a program is missing behind ':'");
  CHECK(error({"run", "a", ":", "-n"}) == "shrimp run: -n : a whole number from 1 was expected");
  CHECK(error({"run", ":", "a"}) ==
        "shrimp run: a program is missing: shrimp run [OPTIONS] PROGRAM [ARGS...]");
  CHECK(error({"run", "-n", "two", "a"}) == "shrimp run: -n two: a whole number from 1 was expected");
  CHECK(error({"run", "-n", "0", "a"}) == "shrimp run: -n 0: a whole number from 1 was expected");
  CHECK(error({"run", "--seed", "x", "a"}) == "shrimp run: --seed x: a whole number from 0 was expected");
  CHECK(error({"run", "-c"}).find("shrimp run: --config") == 0);
}

TEST_CASE("every component can be described by its name, also one that is called like a command") {
  for (const std::string& component : known_components())
    for (const std::string& command : CommandTree().names()) {
      INFO(component << " " << command);
      CHECK_NOTHROW(parse_command_line({"describe", component}));
      CHECK(parse_command_line({"describe", component, command}).name == "describe");
    }
}

TEST_CASE("a name is no command behind a command") {
  for (const std::string& name : CommandTree().names()) {
    INFO(name);
    CHECK(options_of<ReproduceOptions>("reproduce", {"reproduce", name, "du.latency", name}).ids ==
          Arguments{name, "du.latency", name});
    CHECK(options_of<ReproduceOptions>("reproduce", {"reproduce", "--", name, "-x"}).ids ==
          Arguments{name, "-x"});
    CHECK(options_of<ReproduceOptions>("reproduce", {"reproduce", "a", "--", name, "--", "-x"}).ids ==
          Arguments{"a", name, "--", "-x"});
    const auto two = options_of<CompareOptions>("compare", {"compare", name, "--json", name, name});
    CHECK(two.a == name);
    CHECK(two.b == name);
    CHECK(two.json_file == name);
    const auto dashed = options_of<CompareOptions>("compare", {"compare", name, "--", "-b"});
    CHECK(dashed.a == name);
    CHECK(dashed.b == "-b");
    CHECK(
        error({"compare", "a", "b", name}).find("shrimp compare: '" + name + "' is one argument too many") ==
        0);
    CHECK(error({"config", name}).find("shrimp config: '" + name + "' is one argument too many") == 0);
    CHECK(error({"config", "--", name}).find("shrimp config: '" + name + "' is one argument too many") == 0);
    const auto explained =
        options_of<ExplainOptions>("explain", {"explain", "-c", name, "prog", name, "--json"});
    CHECK(explained.machine == name);
    REQUIRE(explained.programs.size() == 1);
    CHECK(explained.programs[0].arguments == Arguments{name, "--json"});
    CHECK(run_options({"run", "-o", name, "-n", "2", "prog", name, "-n"}).programs[0].arguments ==
          Arguments{name, "-n"});
    const auto swept = options_of<SweepOptions>(
        "sweep", {"sweep", "-o", name, "--vary", "a=1,2", "--", "run", "prog", name, "--vary"});
    CHECK(swept.output_folder == name);
    CHECK(swept.run.programs[0].arguments == Arguments{name, "--vary"});
  }
}

TEST_CASE("what stands before a command is not passed over") {
  CHECK(error({"--quiet", "run", "prog"}).find("shrimp: there is no option '--quiet'") == 0);
  CHECK(error({"--", "config"}).find("shrimp: there is no option '--'") == 0);
  CHECK(parse_command_line({"--help", "run"}).text == parse_command_line({"run", "--help"}).text);
}

TEST_CASE("faults has its counts, and defaults") {
  const auto plain = options_of<FaultsOptions>("faults", {"faults"});
  CHECK(plain.runs == 200);
  CHECK(plain.seed == 1);
  CHECK(plain.workers == 0);
  const auto given = options_of<FaultsOptions>("faults", {"faults", "--runs", "10000", "--seed", "7", "-j",
                                                          "3", "-c", "shrimp-i", "--set", "mesh.flit=4B"});
  CHECK(given.runs == 10'000);
  CHECK(given.seed == 7);
  CHECK(given.workers == 3);
  CHECK(given.machine == "shrimp-i");
  CHECK(given.sets == Arguments{"mesh.flit=4B"});
  CHECK(error({"faults", "--runs", "many"}).find("shrimp faults: --runs many: a whole number") == 0);
}
