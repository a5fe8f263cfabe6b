// SPDX-License-Identifier: MIT
#include "sim/experiment/describe/describe.h"

#include <fmt/format.h>

#include "sim/experiment/layout.h"
#include "sim/machine/errors.h"
#include "sim/machine/nearest_name.h"

namespace shrimp {

namespace {

using Rows = std::vector<std::pair<std::string, std::string>>;

std::string title(const std::string& name, const std::string& meaning) {
  return meaning.empty() ? name + "\n" : name + ": " + meaning + "\n";
}

/// "R-h: 8 KB FIFO chips": where the value comes from.
std::string origin(const ParameterInfo& p) {
  return fmt::format("{}: {}{}", p.source, p.reason, p.calibrated ? " (calibrated)" : "");
}

std::string unit_of(const ParameterInfo& p) {
  const std::string units = unit_list(p.dimension);
  return std::string(dimension_name(p.dimension)) + (units.empty() ? "" : ", in " + units);
}

std::string parameter_text(const ParameterInfo& p, const std::string& machine) {
  return title(p.name, p.meaning) + two_columns({{"kind", "parameter: " + unit_of(p)},
                                                 {"value", fmt::format("{} in {}", p.value, machine)},
                                                 {"range", range_of(p)},
                                                 {"source", origin(p)},
                                                 {"to change", fmt::format("--set {}=VALUE", p.name)}});
}

std::string statistic_text(const std::string& name, const CatalogueStatistic& s) {
  return title(name, s.text) +
         two_columns({{"kind", "statistic"}, {"unit", s.unit}, {"in stats.json", s.in_json}});
}

std::string all_parameters(const CatalogueComponent& c, const std::string& machine) {
  if (c.parameters.empty()) return "";
  std::string text =
      fmt::format("\nParameters, with their values in {} (--set {}.NAME=VALUE)\n", machine, c.name);
  for (const ParameterInfo& p : c.parameters)
    text += "\n" + two_columns({{p.name.substr(p.name.rfind('.') + 1), p.value + ": " + p.meaning},
                                {"", fmt::format("{}; {}", unit_of(p), range_of(p))},
                                {"", "source " + origin(p)}});
  return text;
}

std::string all_statistics(const CatalogueComponent& c) {
  if (c.statistics.empty()) return "";
  const CatalogueStatistic& first = c.statistics.front();
  std::string text = fmt::format("\nStatistics, with their units (in {}: {}NAME)\n\n",
                                 first.in_json == first.key ? "stats.json" : "stats.csv and compare",
                                 first.key.substr(0, first.key.size() - first.name.size()));
  Rows rows;
  for (const CatalogueStatistic& s : c.statistics)
    rows.emplace_back(s.name, fmt::format("[{}] {}", s.unit, s.text));
  return text + two_columns(rows);
}

std::string parts(const Catalogue& catalogue, const std::string& name) {
  Rows rows;
  for (const CatalogueComponent& c : catalogue.components())
    if (c.name.compare(0, name.size() + 1, name + ".") == 0) rows.emplace_back(c.name, c.meaning);
  return rows.empty() ? "" : "\nParts, to be described by themselves\n\n" + two_columns(rows);
}

std::string component_text(const Catalogue& catalogue, const CatalogueComponent& c) {
  return title(c.name, c.meaning) + all_parameters(c, catalogue.machine()) + all_statistics(c) +
         parts(catalogue, c.name);
}

[[noreturn]] void unknown(const Catalogue& catalogue, const std::string& name) {
  for (const std::string& c : catalogue.lacking())
    if (canonical(name) == c || component_of(name) == c)
      throw UsageError(
          fmt::format("shrimp describe: {} has no {}; another machine (-c), or this one with another "
                      "parameter (--set), has it",
                      catalogue.machine(), c));
  const std::string hint = did_you_mean(name, catalogue.names());
  throw UsageError(fmt::format("shrimp describe: {} has nothing called '{}'; {}", catalogue.machine(), name,
                               hint.empty() ? "`shrimp list components` names its components" : hint));
}

}  // namespace

std::string range_of(const ParameterInfo& p) {
  switch (p.dimension) {
    case Dimension::boolean:
      return "true or false";
    case Dimension::text:
      return p.allowed.empty() ? "any text" : fmt::format("{}", fmt::join(p.allowed, ", "));
    default:
      return fmt::format("{} to {}", print_quantity(p.low, p.dimension), print_quantity(p.high, p.dimension));
  }
}

std::string describe(const Catalogue& catalogue, const std::string& name) {
  if (const CatalogueComponent* c = catalogue.find(canonical(name))) return component_text(catalogue, *c);
  const CatalogueComponent* owner = catalogue.find(component_of(name));
  if (!owner) unknown(catalogue, name);
  const std::string last = name.substr(name.rfind('.') + 1);
  for (const ParameterInfo& p : owner->parameters)
    if (p.name == owner->name + "." + last) return parameter_text(p, catalogue.machine());
  for (const CatalogueStatistic& s : owner->statistics)
    if (s.name == last) return statistic_text(owner->name + "." + last, s);
  unknown(catalogue, name);
}

}  // namespace shrimp
