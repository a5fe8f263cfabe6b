// SPDX-License-Identifier: MIT
#include "sim/experiment/sweep/sweep_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <set>

#include "sim/experiment/phases.h"
#include "sim/experiment/run/run_programs.h"
#include "sim/machine/errors.h"
#include "sim/machine/machine_configuration.h"
#include "sim/machine/quantity.h"

namespace shrimp {

namespace {

/// Puts `value` wherever `{key}` stands; true if it did.
bool replace_key(std::string& text, const std::string& key, const std::string& value) {
  const std::string mark = "{" + key + "}";
  bool found = false;
  for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos; at += value.size()) {
    text.replace(at, mark.size(), value);
    found = true;
  }
  return found;
}

bool replace_argument(RunOptions& run, const std::string& key, const std::string& value) {
  bool found = replace_key(run.machine, key, value);
  for (ProgramRequest& p : run.programs) {
    found = replace_key(p.program, key, value) || found;
    for (std::string& a : p.arguments) found = replace_key(a, key, value) || found;
  }
  return found;
}

void apply(const SweepOptions& options, const std::string& key, const std::string& value, SweepPoint& point) {
  if (options.of_rows) {
    if (!replace_key(point.rows.machine, key, value)) point.rows.sets.push_back(key + "=" + value);
  } else if (!replace_argument(point.run, key, value)) {
    point.run.sets.push_back(key + "=" + value);
  }
}

void check(const std::vector<Variation>& variations) {
  std::set<std::string> keys;
  for (const Variation& v : variations) {
    if (!keys.insert(v.key).second)
      throw UsageError(
          fmt::format("shrimp sweep: --vary {} is given twice; give it all its values at once", v.key));
    std::set<std::string> values;
    for (const std::string& value : v.values)
      if (!values.insert(value).second)
        throw UsageError(
            fmt::format("shrimp sweep: --vary {}: the value {} stands there twice", v.key, value));
  }
}

SweepPoint point_of(const SweepOptions& options, std::size_t number,
                    const std::vector<std::string>& machine_folders, Configuration& configuration) {
  SweepPoint point;
  point.run = options.run;
  point.rows = options.reproduce;
  point.values.resize(options.variations.size());
  for (std::size_t i = options.variations.size(); i-- > 0;) {
    const Variation& v = options.variations[i];
    point.values[i] = v.values[number % v.values.size()];
    number /= v.values.size();
  }
  for (std::size_t i = 0; i < point.values.size(); ++i)
    apply(options, options.variations[i].key, point.values[i], point);
  if (options.of_rows) refuse_seed("sweep", point.rows.sets);
  configuration = options.of_rows ? load_machine(point.rows.machine, point.rows.sets, machine_folders, 2,
                                                 point.parameters)
                                  : load_machine(point.run.machine, point.run.sets, machine_folders,
                                                 processes_of(point.run), point.parameters);
  point.config_hash = configuration.hash();
  return point;
}

/// The letters behind the number.
std::string unit_of(const std::string& value) {
  std::size_t begin = value.find_first_not_of("0123456789.+-_ ");
  return begin == std::string::npos ? "" : value.substr(begin);
}

/// What `value` is in units of `unit`; false if it is no such quantity.
bool number_in(const std::string& value, const std::string& unit, Dimension dimension, double& number) {
  const ParsedQuantity q = parse_quantity(value, dimension);
  const ParsedQuantity one = parse_quantity("1" + unit, dimension);
  if (!q.ok() || !one.ok()) return false;
  number = static_cast<double>(q.value) / static_cast<double>(one.value);
  return true;
}

bool plain_number(const std::string& value, double& number) {
  char* end;
  number = std::strtod(value.c_str(), &end);
  return !value.empty() && *end == '\0';
}

SweepAxis axis_of(const Variation& v, const Configuration& configuration) {
  SweepAxis axis;
  axis.key = v.key;
  axis.values = v.values;
  const auto& known = configuration.described();
  const auto info = std::find_if(known.begin(), known.end(), [&](const auto& p) { return p.name == v.key; });
  const Dimension dimension = info == known.end() ? Dimension::text : info->dimension;
  const bool quantity = dimension != Dimension::text && dimension != Dimension::boolean;
  if (quantity) axis.unit = unit_of(v.values.front());
  axis.numeric = true;
  for (const std::string& value : v.values) {
    double number = 0;
    const bool ok = quantity ? number_in(value, axis.unit, dimension, number) : plain_number(value, number);
    axis.numeric = axis.numeric && ok;
    axis.numbers.push_back(number);
  }
  if (!axis.numeric) axis.unit.clear();
  return axis;
}

}  // namespace

std::string SweepAxis::title() const {
  return unit.empty() ? key : fmt::format("{} [{}]", key, unit);
}

std::string SweepAxis::cell(std::size_t i) const {
  return numeric && !unit.empty() ? fmt::format("{}", numbers[i]) : values[i];
}

SweepPlan plan_sweep(const SweepOptions& options, const std::vector<std::string>& machine_folders) {
  check(options.variations);
  std::size_t count = 1;
  for (const Variation& v : options.variations) count *= v.values.size();
  SweepPlan plan;
  Configuration configuration;
  for (std::size_t i = 0; i < count; ++i)
    plan.points.push_back(point_of(options, i, machine_folders, configuration));
  for (const Variation& v : options.variations) plan.axes.push_back(axis_of(v, configuration));
  return plan;
}

}  // namespace shrimp
