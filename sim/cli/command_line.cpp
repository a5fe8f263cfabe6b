// SPDX-License-Identifier: MIT
// Reads the line by CLI11, and complains in sentences. Behind a simulated program nothing is an option of
// ours, so the line is cut there before CLI11 sees it.
#include "sim/cli/command_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "sim/cli/command_tree.h"
#include "sim/cli/version.h"
#include "sim/machine/errors.h"
#include "sim/machine/nearest_name.h"

namespace shrimp {
namespace {

using Arguments = std::vector<std::string>;

Arguments option_names(const CLI::App& app) {
  Arguments names;
  for (const CLI::Option* o : app.get_options())
    for (const std::string& name : o->get_lnames()) names.push_back("--" + name);
  return names;
}

std::string with_hint(const std::string& name, const Arguments& names) {
  const std::string hint = did_you_mean(name, names);
  return hint.empty() ? fmt::format("; known are {}", fmt::join(names, ", ")) : "; " + hint;
}

/// Where the simulated program stands, at or behind `from`; the end if there is none.
std::size_t program_position(const CLI::App& app, const Arguments& arguments, std::size_t from) {
  for (std::size_t i = from; i < arguments.size(); ++i) {
    const std::string& a = arguments[i];
    if (a == "--") return i + 1;
    if (a.size() < 2 || a[0] != '-') return i;
    const CLI::Option* option = app.get_option_no_throw(a);
    if (option && option->get_items_expected_max() > 0) ++i;  // its value; "-n4" and "--seed=4" hold theirs
  }
  return arguments.size();
}

void check_command(const CommandTree& tree, const Arguments& arguments) {
  if (arguments.empty())
    throw UsageError(fmt::format("shrimp: a command is missing; known are {}; `shrimp --help` explains them",
                                 fmt::join(tree.names(), ", ")));
  const std::string& first = arguments[0];
  if (first.empty() || first[0] == '-' || tree.find(first)) return;
  if (std::filesystem::exists(first))
    throw UsageError(fmt::format("shrimp: '{0}' is no command; to run a program: shrimp run {0}", first));
  throw UsageError(fmt::format("shrimp: there is no command '{}'{}", first, with_hint(first, tree.names())));
}

/// What CLI11 did not understand of a command's arguments. Behind -- nothing is an option; CLI11 leaves it.
Arguments left_of(const CLI::App& command) {
  Arguments left = command.remaining();
  if (const auto mark = std::find(left.begin(), left.end(), "--"); mark != left.end()) left.erase(mark);
  return left;
}

void check_nothing_left(const CLI::App& app, const Arguments& left, const std::string& who) {
  if (left.empty()) return;
  const std::string name = left[0].substr(0, left[0].find('='));
  if (name.size() > 1 && name[0] == '-')
    throw UsageError(
        fmt::format("{}: there is no option '{}'{}", who, name, with_hint(name, option_names(app))));
  throw UsageError(
      fmt::format("{}: '{}' is one argument too many; `{} --help` explains the others", who, left[0], who));
}

/// Cuts the simulated program off `ours`.
Arguments cut_program(const CLI::App& app, Arguments& ours) {
  const auto program = ours.begin() + static_cast<std::ptrdiff_t>(program_position(app, ours, 0));
  const Arguments words(program, ours.end());
  ours.erase(program, ours.end());
  if (!ours.empty() && ours.back() == "--") ours.pop_back();
  return words;
}

/// Nothing would be done for it, without a word. Flags for a compiler may be none.
void check_no_value_empty(const CLI::App& app, const std::string& who) {
  for (const CLI::Option* o : app.get_options())
    for (const std::string& value : o->results())
      if (value.empty() && o->get_type_name() != "FLAGS")
        throw UsageError(
            fmt::format("{0}: {1} '': it is empty; leave it out, or give it {2}; `{0} --help` explains it",
                        who, o->get_name(), o->get_type_name()));
}

/// The text of help or version if that was asked for, "" otherwise.
std::string read_options(CLI::App& app, const std::string& before, const std::string& who,
                         Arguments arguments) {
  std::reverse(arguments.begin(), arguments.end());  // as CLI11 wants it
  try {
    app.parse(arguments);
  } catch (const CLI::CallForVersion&) {
    return version_text() + "\n";
  } catch (const CLI::CallForHelp&) {
    return app.help(before);
  } catch (const CLI::ParseError& e) {
    throw UsageError(fmt::format("{0}: {1}; `{0} --help` explains the options", who, e.what()));
  }
  return "";
}

/// The line begins with what is no command: an option of `shrimp` itself.
CommandLine without_command(CommandTree& tree, const Arguments& arguments) {
  const std::string& first = arguments[0];
  if ((first == "--help" || first == "-h") && arguments.size() > 1 && tree.find(arguments[1]))
    return parse_command_line({arguments[1], first});
  CommandLine line;
  line.text = read_options(tree.app(), "", "shrimp", {first});
  if (line.text.empty()) check_nothing_left(tree.app(), tree.app().remaining(), "shrimp");
  return line;
}

}  // namespace

CommandLine parse_command_line(const Arguments& arguments) {
  CommandTree tree;
  check_command(tree, arguments);
  CommandLine line;
  const CommandTree::Branch* branch = tree.find(arguments[0]);
  if (!branch) return without_command(tree, arguments);
  const std::string who = "shrimp " + branch->name;
  const bool takes_program = branch->command->takes_program();
  Arguments ours(arguments.begin() + 1, arguments.end()), program;
  if (takes_program) program = cut_program(*branch->app, ours);

  line.text = read_options(*branch->app, "shrimp", who, ours);
  if (!line.text.empty()) return line;
  check_nothing_left(*branch->app, left_of(*branch->app), who);
  check_no_value_empty(*branch->app, who);
  line.name = branch->name;
  if (takes_program) branch->command->read_program(program);
  line.command = tree.take(line.name);
  return line;
}

}  // namespace shrimp
