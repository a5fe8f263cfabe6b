// SPDX-License-Identifier: MIT
#include "sim/experiment/compare/comparison.h"

#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <cmath>

namespace shrimp {

namespace {

double percent_of(double before, double after) {
  return before == after ? 0.0 : 100.0 * (after - before) / std::abs(before);
}

bool larger(const ValueChange& a, const ValueChange& b) {
  const auto rank = [](const ValueChange& c) { return std::isnan(c.percent) ? 2 : std::isinf(c.percent); };
  if (rank(a) != rank(b)) return rank(a) > rank(b);
  if (rank(a) == 0 && std::abs(a.percent) != std::abs(b.percent))
    return std::abs(a.percent) > std::abs(b.percent);
  return a.name < b.name;
}

/// For fnmatch, with * and ? alone as special characters: brackets are part of names.
std::string shell_pattern(const std::string& pattern) {
  std::string text;
  for (const char c : pattern) {
    if (c == '[' || c == ']' || c == '\\') text += '\\';
    text += c;
  }
  return text;
}

std::vector<ParameterChange> parameter_changes(const StatisticsFile& a, const StatisticsFile& b) {
  std::vector<ParameterChange> changes;
  for (const auto& [name, value] : a.parameters) {
    const auto other = b.parameters.find(name);
    if (other == b.parameters.end())
      changes.push_back({name, value, ""});
    else if (other->second != value)
      changes.push_back({name, value, other->second});
  }
  for (const auto& [name, value] : b.parameters)
    if (a.parameters.count(name) == 0) changes.push_back({name, "", value});
  std::sort(changes.begin(), changes.end(),
            [](const ParameterChange& x, const ParameterChange& y) { return x.name < y.name; });
  return changes;
}

}  // namespace

Comparison compare(const StatisticsFile& a, const StatisticsFile& b, const std::string& pattern) {
  Comparison c;
  c.path_a = a.path, c.path_b = b.path;
  c.hash_a = a.config_hash, c.hash_b = b.config_hash;
  c.window_a = a.window, c.window_b = b.window;
  c.machines_known = a.has_machine && b.has_machine;
  if (c.machines_known) c.parameters = parameter_changes(a, b);
  const std::string escaped = shell_pattern(pattern);
  const auto chosen = [&](const std::string& name) {
    return pattern.empty() || fnmatch(escaped.c_str(), name.c_str(), 0) == 0;
  };
  for (const auto& [name, before] : a.values) {
    if (!chosen(name)) continue;
    const auto other = b.values.find(name);
    if (other == b.values.end()) {
      c.only_a.push_back(name);
      continue;
    }
    ++c.compared;
    const RecordedValue& after = other->second;
    if (before.text != after.text || before.unit != after.unit)
      c.changes.push_back(
          {name, after.unit, before.text, after.text, percent_of(before.number, after.number)});
  }
  for (const auto& entry : b.values)
    if (chosen(entry.first) && a.values.count(entry.first) == 0) c.only_b.push_back(entry.first);
  std::sort(c.changes.begin(), c.changes.end(), larger);
  c.equal =
      c.changes.empty() && c.only_a.empty() && c.only_b.empty() && (!pattern.empty() || c.hash_a == c.hash_b);
  return c;
}

}  // namespace shrimp
