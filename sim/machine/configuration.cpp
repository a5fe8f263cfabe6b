// SPDX-License-Identifier: MIT
// From settings to parameters. Reading the layers is in configuration_load.cpp, writing in
// configuration_text.cpp.
#include "sim/machine/configuration.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "models/common/invariant.h"
#include "sim/machine/content_hash.h"
#include "sim/machine/errors.h"
#include "sim/machine/nearest_name.h"

namespace shrimp {
namespace {

std::string join(const std::vector<std::string>& parts, std::string_view between) {
  return fmt::format("{}", fmt::join(parts, between));
}

/// "nic.outgoing_fifo.capacity" -> {"nic.outgoing_fifo", "capacity"}.
std::pair<std::string, std::string> split_name(const std::string& name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string::npos) return {"", name};
  return {name.substr(0, dot), name.substr(dot + 1)};
}

bool has_unit(Dimension d) {
  return d == Dimension::time || d == Dimension::frequency || d == Dimension::bytes ||
         d == Dimension::bandwidth;
}

}  // namespace

std::string ParameterInfo::expectation() const {
  std::string words(dimension_name(dimension));
  if (dimension == Dimension::boolean) return words;
  if (dimension == Dimension::text) {
    if (allowed.empty()) return words;
    return (allowed.size() == 1 ? "\"" : "one of \"") + join(allowed, "\", \"") + "\"";
  }
  if (has_unit(dimension)) words += fmt::format(" ({})", unit_list(dimension));
  words += fmt::format(" from {} to {}", print_quantity(low, dimension), print_quantity(high, dimension));
  if (has_unit(dimension))
    words += fmt::format(", such as \"{}\"", print_quantity(low != 0 ? low : high, dimension));
  return words;
}

Wide Configuration::quantity(ParameterInfo info) {
  const Setting* s = take(info);
  if (!s) return info.low;
  const bool bare_number = info.dimension == Dimension::count || info.dimension == Dimension::cycles;
  const auto wrong = [&](const std::string& problem) {
    wrong_value(info, *s, problem);
    return info.low;
  };
  if (s->written == Written::boolean || s->written == Written::other)
    return wrong(fmt::format("this is not {}", dimension_name(info.dimension)));
  if (s->written == Written::text && info.dimension == Dimension::count)
    return wrong("this is a text, not a number; write it without quotes");
  if ((s->written == Written::real || s->written == Written::integer) && !bare_number)
    return wrong("the unit is missing");
  const ParsedQuantity parsed = parse_quantity(s->value, info.dimension);
  if (!parsed.ok()) return wrong(parsed.problem);
  if (parsed.value < info.low || parsed.value > info.high)
    return wrong(fmt::format("{} is out of range", print_quantity(parsed.value, info.dimension)));
  describe(std::move(info), *s, print_quantity(parsed.value, info.dimension));
  return parsed.value;
}

bool Configuration::truth(ParameterInfo info) {
  const Setting* s = take(info);
  if (!s) return false;
  const bool bare = s->written == Written::bare && (s->value == "true" || s->value == "false");
  if (s->written != Written::boolean && !bare) {
    wrong_value(info, *s,
                s->written == Written::text ? "this is a text; write it without quotes"
                                            : "this is neither true nor false");
    return false;
  }
  describe(std::move(info), *s, s->value);
  return s->value == "true";
}

std::string Configuration::text(ParameterInfo info) {
  const Setting* s = take(info);
  if (!s) return "";
  if (s->written != Written::text && s->written != Written::bare) {
    wrong_value(info, *s, "this is not a text; write it in quotes");
    return "";
  }
  const auto& allowed = info.allowed;
  if (!allowed.empty() && std::find(allowed.begin(), allowed.end(), s->value) == allowed.end()) {
    const std::string near = did_you_mean(s->value, allowed);
    wrong_value(info, *s,
                fmt::format("'{}' is not among the choices{}{}", s->value, near.empty() ? "" : "; ", near));
    return "";
  }
  describe(std::move(info), *s, s->value);
  return s->value;
}

const Setting* Configuration::take(const ParameterInfo& info) {
  SHRIMP_INVARIANT(bound_.count(info.name) == 0, "the parameter {} is declared twice", info.name);
  const auto found = settings_.find(info.name);
  bound_.emplace(info.name, described_.size());
  if (found == settings_.end()) {
    missing(info);
    return nullptr;
  }
  return &found->second;
}

void Configuration::describe(ParameterInfo info, const Setting& s, std::string value) {
  info.value = std::move(value);
  info.source = s.source;
  info.reason = s.reason;
  info.calibrated = s.calibrated;
  info.given_at = s.value_at.name();
  bound_[info.name] = described_.size();
  described_.push_back(std::move(info));
}

void Configuration::wrong_value(const ParameterInfo& info, const Setting& s, const std::string& problem) {
  errors_.push_back(diagnostic(s.value_at, fmt::format("{}: {}", info.name, problem),
                               {"expected: " + info.expectation(), "meaning: " + info.meaning}));
}

void Configuration::missing(const ParameterInfo& info) {
  const auto [table, key] = split_name(info.name);
  std::vector<std::string> given;
  for (const auto& [name, s] : settings_)
    if (bound_.count(name) == 0) given.push_back(name);
  std::string text = fmt::format("{}: the machine {} lacks {}\n", files_.front(), machine_, info.name);
  text += fmt::format("  meaning: {}\n", info.meaning);
  text += fmt::format("  expected: {}\n", info.expectation());
  text += where_base_lacks();
  const auto near = nearest_names(info.name, given);
  if (!near.empty() && edit_distance(info.name, near[0]) <= 3)
    text +=
        fmt::format("  {}: is {} this parameter, mistyped?\n", settings_.at(near[0]).key_at.name(), near[0]);
  text += fmt::format("  to be written {}as {} = {{ value = ..., source = \"...\", reason = \"...\" }}; ",
                      table.empty() ? "" : fmt::format("under [{}] ", table), key);
  text += "`shrimp config` shows what other machines say";
  errors_.push_back(std::move(text));
}

std::string Configuration::where_base_lacks() const {
  if (files_.size() < 2) return "  it has no base to take it from\n";
  return fmt::format("  nor does its base {} give it\n", join({files_.begin() + 1, files_.end()}, ", "));
}

void Configuration::broken_rule(const std::string& path, std::string_view key, std::string_view sentence) {
  const std::string name = path.empty() ? std::string(key) : path + "." + std::string(key);
  const auto found = settings_.find(name);
  SHRIMP_INVARIANT(found != settings_.end(), "a rule between parameters names {}, which is no parameter",
                   name);
  errors_.push_back(diagnostic(found->second.value_at, fmt::format("{}: {}", name, sentence), {}));
}

void Configuration::throw_errors() {
  if (errors_.empty()) return;
  std::vector<std::string> errors;
  errors.swap(errors_);
  throw ConfigurationError(join(errors, "\n"));
}

std::string Configuration::resolve_file(std::string_view name) {
  const Setting& s = settings_.at(std::string(name));
  ParameterInfo& info = described_.at(bound_.at(std::string(name)));
  const std::filesystem::path from = std::filesystem::path(s.value_at.file).parent_path();
  info.value = std::filesystem::absolute(from / info.value).lexically_normal().string();
  ContentHash contents;
  std::error_code none;  // no file, a folder: who opens it says so
  if (std::filesystem::is_regular_file(info.value, none)) contents.add_file(info.value);
  info.hashed = contents.text();
  return info.value;
}

void Configuration::refuse(std::string_view name, const std::string& problem, const std::string& fix) const {
  throw ConfigurationError(
      diagnostic(settings_.at(std::string(name)).value_at, fmt::format("{}: {}", name, problem), {fix}));
}

std::vector<std::string> Configuration::bound_names() const {
  std::vector<std::string> names;
  for (const auto& [name, position] : bound_) names.push_back(name);
  return names;
}

std::string Configuration::hint_for(const std::string& name) const {
  const auto names = bound_names();
  std::vector<std::string> members;  // `name` may be a table, given a value by mistake
  for (const std::string& n : names)
    if (n.compare(0, name.size() + 1, name + ".") == 0) members.push_back(n.substr(name.size() + 1));
  if (!members.empty()) return fmt::format("{} is a table; it holds {}", name, join(members, ", "));
  const auto near = nearest_names(name, names);
  if (near.size() == 1)
    return fmt::format("did you mean {}? ({})", near[0], described_.at(bound_.at(near[0])).meaning);
  return near.empty() ? "`shrimp config` lists every parameter" : did_you_mean(name, names);
}

std::string Configuration::unknown_table(const TableHeader& t, const std::vector<std::string>& tables) const {
  std::string hint = did_you_mean(t.name, tables);
  const auto inside = settings_.lower_bound(t.name + ".");
  if (hint.empty() && inside != settings_.end() &&
      inside->first.compare(0, t.name.size() + 1, t.name + ".") == 0)
    hint = fmt::format("its {}: {}", split_name(inside->first).second, hint_for(inside->first));
  return diagnostic(t.at, fmt::format("no table is called {}", t.name), {hint});
}

void Configuration::finish() const {
  std::vector<std::string> tables;  // all that bound names imply, in order since the names are
  for (const std::string& name : bound_names())
    for (std::size_t dot = name.find('.'); dot != std::string::npos; dot = name.find('.', dot + 1))
      tables.push_back(name.substr(0, dot));
  std::sort(tables.begin(), tables.end());
  tables.erase(std::unique(tables.begin(), tables.end()), tables.end());

  std::vector<std::string> errors;
  std::vector<std::string> told;  // unknown tables, with a dot: what they hold needs no error of its own
  const auto already_told = [&](const std::string& name) {
    return std::any_of(told.begin(), told.end(),
                       [&](const std::string& t) { return name.compare(0, t.size(), t) == 0; });
  };
  for (const TableHeader& t : tables_) {
    if (t.of_base || std::binary_search(tables.begin(), tables.end(), t.name) || already_told(t.name))
      continue;
    told.push_back(t.name + ".");
    errors.push_back(unknown_table(t, tables));
  }
  for (const auto& [name, s] : settings_)
    if (!s.of_base && bound_.count(name) == 0 && !already_told(name))
      errors.push_back(
          diagnostic(s.key_at, fmt::format("no parameter is called {}", name), {hint_for(name)}));
  if (!errors.empty()) throw ConfigurationError(join(errors, "\n"));
}

}  // namespace shrimp
