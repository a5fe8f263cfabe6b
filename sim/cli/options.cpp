// SPDX-License-Identifier: MIT
#include "sim/cli/options.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "sim/machine/errors.h"
#include "sim/machine/quantity.h"

namespace shrimp {

void add_machine_options(CLI::App& app, std::string& machine, std::vector<std::string>& sets) {
  app.add_option("-c,--config", machine, "machine: a name in configs/ or a path to a TOML file (shrimp-ii)")
      ->type_name("MACHINE");
  app.add_option("--set", sets, "override a parameter by its full name; may be repeated")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
}

CLI::Option* add_count(CLI::App& app, const std::string& names, const std::string& name, std::uint32_t& count,
                       std::uint32_t least, const std::string& text) {
  const auto read = [command = app.get_name(), name, &count, least](const std::string& words) {
    count = read_count(command, words, name, least);
  };
  return app.add_option_function<std::string>(names, read, text)->type_name("N");
}

std::uint32_t read_count(const std::string& command, const std::string& text, const std::string& option,
                         std::uint32_t least) {
  const ParsedQuantity q = parse_quantity(text, Dimension::count);
  if (!q.ok() || q.value < least || text.find(' ') != std::string::npos)
    throw UsageError(
        fmt::format("shrimp {}: {} {}: a whole number from {} was expected", command, option, text, least));
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

std::vector<ProgramRequest> read_programs(const std::string& command, const std::vector<std::string>& words,
                                          std::uint32_t copies) {
  std::vector<ProgramRequest> programs;
  auto at = words.begin();
  while (true) {
    if (!programs.empty() && at != words.end() && at->compare(0, 2, "-n") == 0) {  // behind a ':'
      std::string count = at->substr(2);
      if (count.empty() && ++at != words.end()) count = *at;
      if (at != words.end()) ++at;
      copies = read_count(command, count, "-n", 1);
    }
    if (at == words.end() || *at == ":")
      throw UsageError(
          programs.empty()
              ? fmt::format("shrimp {0}: a program is missing: shrimp {0} [OPTIONS] PROGRAM [ARGS...]",
                            command)
              : fmt::format("shrimp {}: a program is missing behind ':'", command));
    ProgramRequest p;
    p.program = *at++;
    p.copies = copies;
    const auto end = std::find(at, words.end(), ":");
    p.arguments.assign(at, end);
    programs.push_back(std::move(p));
    if (end == words.end()) return programs;
    at = end + 1;
    copies = 1;
  }
}

}  // namespace shrimp
