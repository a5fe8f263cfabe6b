// SPDX-License-Identifier: MIT
#include "sim/machine/calibration_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "sim/machine/markdown.h"
#include "sim/machine/source_tag.h"

namespace shrimp {
namespace {

std::string group_of(const std::string& name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string::npos ? "" : name.substr(0, dot);
}

std::string table_head() {
  return "| parameter | value | unit | source | set by | meaning | reason |\n"
         "| --- | ---: | --- | --- | --- | --- | --- |\n";
}

std::string row(const ParameterInfo& p) {
  const auto [number, unit] = number_and_unit(p);
  return fmt::format("| `{}` | {} | {} | {} | {} | {} | {} |\n", p.name, table_cell(number), unit, p.source,
                     p.calibrated ? "**calibrated**" : "source", table_cell(p.meaning), table_cell(p.reason));
}

std::string explanation() {
  std::string text = "| source | meaning |\n| --- | --- |\n";
  for (const SourceTag& t : source_tags) text += fmt::format("| {} | {} |\n", t.name, t.meaning);
  return text;
}

}  // namespace

std::string calibration_page(const Configuration& configuration) {
  std::map<std::string, std::string> groups;
  std::map<std::string, unsigned> counts;
  std::string calibrated;
  for (const ParameterInfo& p : configuration.described()) {
    groups[group_of(p.name)] += row(p);
    ++counts[p.source];
    if (p.calibrated) calibrated += row(p);
  }

  std::string text = fmt::format("# Parameters of {} and where they come from\n\n", configuration.machine());
  text += fmt::format("Made by `shrimp calibration -c {}`; configuration `{}`.", configuration.machine(),
                      configuration.hash());
  if (!configuration.description().empty()) text += " " + configuration.description();
  text += "\n\n" + explanation();
  text += fmt::format("\n{} parameters:", configuration.described().size());
  for (const SourceTag& t : source_tags)
    if (counts.count(t.name) != 0) text += fmt::format(" {} {},", counts[t.name], t.name);
  text.back() = '.';
  text +=
      "\n\n## Calibrated parameters\n\n"
      "A parameter is *calibrated* if it was adjusted until a published total of the calibration set came "
      "out. Totals "
      "of the calibration set are therefore met by construction; those of the validation set are "
      "predictions, and no "
      "parameter was ever adjusted for them. `shrimp reproduce` shows both, apart from each other.\n\n";
  text += calibrated.empty() ? "None.\n" : table_head() + calibrated;
  for (const auto& [group, rows] : groups)
    text += fmt::format("\n## {}\n\n", group.empty() ? "top level" : "[" + group + "]") + table_head() + rows;
  return text;
}

}  // namespace shrimp
