// SPDX-License-Identifier: MIT
// A comparison for the eye and for scripts.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "sim/experiment/compare/comparison.h"

namespace shrimp {

namespace {

std::string change_text(double percent) {
  if (std::isnan(percent)) return "other";
  if (std::isinf(percent)) return "was 0";
  return fmt::format("{:+.2f} %", percent);
}

std::string or_none(const std::string& value) {
  return value.empty() ? "(none)" : value;
}

std::string machines_text(const Comparison& c) {
  if (c.hash_a == c.hash_b) return "The same configuration.\n";
  if (!c.machines_known)
    return "The configurations differ; with machine.toml beside both files the parameters would be told.\n";
  std::string text = fmt::format("Parameters that differ: {}\n", c.parameters.size());
  std::size_t width = 0;
  for (const ParameterChange& p : c.parameters) width = std::max(width, p.name.size());
  for (const ParameterChange& p : c.parameters)
    text += fmt::format("  {:<{}}  {} -> {}\n", p.name, width, or_none(p.before), or_none(p.after));
  return text;
}

std::string window_text(const std::optional<RecordedWindow>& w) {
  return w ? fmt::format("from {:.3f} us to {:.3f} us", w->from.us(), w->to.us()) : "the whole run";
}

/// What was counted over different times is no comparison of machines.
std::string windows_text(const Comparison& c) {
  if (c.window_a == c.window_b) return "";
  return fmt::format("The windows of the statistics differ (--stats-from, --stats-to): A {}, B {}.\n",
                     window_text(c.window_a), window_text(c.window_b));
}

std::string changes_text(const Comparison& c, std::size_t most) {
  if (c.changes.empty()) return fmt::format("All {} values that both tell are equal.\n", c.compared);
  std::string text = fmt::format("Values that differ: {} of {}, largest relative change first\n",
                                 c.changes.size(), c.compared);
  const std::size_t shown = std::min(most, c.changes.size());
  std::size_t a = 1, b = 1, unit = 4;
  for (std::size_t i = 0; i < shown; ++i) {
    a = std::max(a, c.changes[i].before.size());
    b = std::max(b, c.changes[i].after.size());
    unit = std::max(unit, c.changes[i].unit.size());
  }
  text +=
      fmt::format("  {:>12}  {:>{}}  {:>{}}  {:<{}}  {}\n", "change", "A", a, "B", b, "unit", unit, "name");
  for (std::size_t i = 0; i < shown; ++i) {
    const ValueChange& v = c.changes[i];
    text += fmt::format("  {:>12}  {:>{}}  {:>{}}  {:<{}}  {}\n", change_text(v.percent), v.before, a,
                        v.after, b, v.unit, unit, v.name);
  }
  if (shown < c.changes.size())
    text += fmt::format("  and {} more; --all shows them\n", c.changes.size() - shown);
  return text;
}

std::string only_text(const char* which, const std::vector<std::string>& names, std::size_t most) {
  if (names.empty()) return "";
  std::string text = fmt::format("Only in {}: {}\n", which, names.size());
  for (std::size_t i = 0; i < std::min(most, names.size()); ++i) text += "  " + names[i] + "\n";
  if (most < names.size()) text += fmt::format("  and {} more; --all shows them\n", names.size() - most);
  return text;
}

/// A number stays one.
nlohmann::ordered_json value_of(const ValueChange& v, const std::string& text) {
  using Json = nlohmann::ordered_json;
  return std::isnan(v.percent) ? Json(text) : Json::parse(text);
}

/// Null: all of the run.
nlohmann::ordered_json window_json(const std::optional<RecordedWindow>& w) {
  using Json = nlohmann::ordered_json;
  return w ? Json{{"from_ps", w->from.ps}, {"to_ps", w->to.ps}} : Json();
}

}  // namespace

std::string text_of(const Comparison& c, std::size_t most) {
  return fmt::format("A  {}  configuration {}\nB  {}  configuration {}\n", c.path_a, c.hash_a, c.path_b,
                     c.hash_b) +
         machines_text(c) + windows_text(c) + changes_text(c, most) + only_text("A", c.only_a, most) +
         only_text("B", c.only_b, most);
}

std::string json_of(const Comparison& c) {
  using Json = nlohmann::ordered_json;
  Json j;
  j["equal"] = c.equal;
  j["a"] = {{"file", c.path_a}, {"config_hash", c.hash_a}, {"window", window_json(c.window_a)}};
  j["b"] = {{"file", c.path_b}, {"config_hash", c.hash_b}, {"window", window_json(c.window_b)}};
  j["parameters"] = Json::array();
  for (const ParameterChange& p : c.parameters)
    j["parameters"].push_back({{"name", p.name},
                               {"a", p.before.empty() ? Json() : Json(p.before)},
                               {"b", p.after.empty() ? Json() : Json(p.after)}});
  j["changes"] = Json::array();
  for (const ValueChange& v : c.changes)
    j["changes"].push_back({{"name", v.name},
                            {"unit", v.unit},
                            {"a", value_of(v, v.before)},
                            {"b", value_of(v, v.after)},
                            {"change_percent", std::isfinite(v.percent) ? Json(v.percent) : Json()}});
  j["only_in_a"] = c.only_a;
  j["only_in_b"] = c.only_b;
  return j.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace shrimp
