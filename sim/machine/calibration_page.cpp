// SPDX-License-Identifier: MIT
#include "sim/machine/calibration_page.h"
#include "sim/machine/markdown.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace shrimp {
namespace {

struct Tag {
  const char* name;
  const char* meaning;
};
constexpr Tag tags[] = {
    {"P", "published: stands in the project's own papers, abstracts or manual pages"},
    {"R-h", "recalled from the literature, not re-read; confidence high"},
    {"R-m", "recalled, confidence medium"},
    {"R-l", "recalled, confidence low"},
    {"D", "arithmetic on values with a source of their own"},
    {"A", "assumed by us: a plausible default, a free parameter"},
    {"user", "given by a user's file or on the command line; not a statement about SHRIMP"},
};

std::string group_of(const std::string& name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string::npos ? "" : name.substr(0, dot);
}

/// The value as number and unit: "8.33MHz" -> "8.33", "MHz".
std::pair<std::string, std::string> number_and_unit(const ParameterInfo& p) {
  if (p.dimension == Dimension::boolean || p.dimension == Dimension::text) return {p.value, ""};
  const std::size_t end = std::min(p.value.find_first_not_of("-.0123456789"), p.value.size());
  std::string unit = p.value.substr(end);
  if (!unit.empty() && unit[0] == ' ') unit.erase(0, 1);
  return {p.value.substr(0, end), unit};
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
  for (const Tag& t : tags) text += fmt::format("| {} | {} |\n", t.name, t.meaning);
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
  for (const Tag& t : tags)
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
