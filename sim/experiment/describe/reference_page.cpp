// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "sim/experiment/describe/describe.h"
#include "sim/machine/markdown.h"

namespace shrimp {

namespace {

/// As a sentence of its own.
std::string sentence(std::string words) {
  words[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(words[0])));
  return words + ".";
}

std::string parameter_table(const CatalogueComponent& c) {
  if (c.parameters.empty()) return "";
  std::string text = "\n| parameter | value | range | source | meaning |\n| --- | ---: | --- | --- | --- |\n";
  for (const ParameterInfo& p : c.parameters)
    text += fmt::format("| `{}` | {} | {} | {} | {} |\n", p.name, table_cell(p.value),
                        table_cell(range_of(p)), p.source, table_cell(p.meaning));
  return text;
}

std::string statistic_table(const CatalogueComponent& c) {
  if (c.statistics.empty()) return "";
  std::string text = "\n| statistic | unit | what |\n| --- | --- | --- |\n";
  for (const CatalogueStatistic& s : c.statistics)
    text += fmt::format("| `{}` | {} | {} |\n", s.key, table_cell(s.unit), table_cell(s.text));
  return text;
}

}  // namespace

std::string reference_page(const Catalogue& catalogue) {
  std::string text = fmt::format(
      "# Reference of {0}\n\n"
      "Made by `shrimp describe --all -c {0}`: every component with its parameters, as `--set` takes them, "
      "and its\n"
      "statistics, as `stats.json` holds them (those of `run` and `process`, as `shrimp compare` names "
      "them);\n"
      "`node[0]` stands for every node. Where a value comes from, and why, says "
      "[calibration.md](calibration.md), and\n"
      "`shrimp describe NAME`.\n",
      catalogue.machine());
  for (const CatalogueComponent& c : catalogue.components()) {
    text += fmt::format("\n## {}\n", c.name);
    if (!c.meaning.empty()) text += "\n" + sentence(c.meaning) + "\n";
    text += parameter_table(c) + statistic_table(c);
  }
  const std::vector<std::string> lacking = catalogue.lacking();
  if (!lacking.empty())
    text +=
        fmt::format("\n## Not in this machine\n\nOther machines, or other values of parameters, have `{}`.\n",
                    fmt::join(lacking, "`, `"));
  return text;
}

}  // namespace shrimp
