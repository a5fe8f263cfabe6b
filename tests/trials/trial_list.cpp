// SPDX-License-Identifier: MIT
#include <set>
#include <stdexcept>
#include <toml.hpp>

#include "tests/trials/trial.h"

namespace shrimp {

namespace {

using Names = std::set<std::string>;

/// An unknown key is a slip, not a wish.
void check_keys(const toml::value& table, const Names& known) {
  for (const auto& [key, value] : table.as_table())
    if (!known.count(key))
      throw std::runtime_error(toml::format_error("there is no key '" + key + "' here", value, "this one"));
}

Growth read_growth(const toml::value& v) {
  check_keys(v, {"of", "from", "at_least", "at_most", "beyond"});
  Growth g;
  g.of = toml::find<std::string>(v, "of");
  g.from = toml::find<std::vector<std::string>>(v, "from");
  g.at_least = toml::find_or<std::int64_t>(v, "at_least", 0);
  g.at_most = toml::find_or<std::int64_t>(v, "at_most", g.at_least);
  g.beyond = toml::find_or(v, "beyond", std::string());
  g.asked = true;
  return g;
}

Trial read_trial(const toml::value& v) {
  check_keys(v, {"id", "text", "source", "program", "arguments", "processes", "settings", "outcome", "deaths",
                 "unharmed", "says", "growth", "shrimp-i", "shrimp-ii"});
  Trial t;
  t.id = toml::find<std::string>(v, "id");
  t.text = toml::find<std::string>(v, "text");
  t.source = toml::find<std::string>(v, "source");
  t.program = toml::find<std::string>(v, "program");
  t.arguments = toml::find_or(v, "arguments", t.arguments);
  t.processes = toml::find_or(v, "processes", t.processes);
  t.settings = toml::find_or(v, "settings", t.settings);
  t.outcome = toml::find_or(v, "outcome", std::string("conforms"));
  t.deaths = toml::find_or(v, "deaths", 0);
  t.unharmed = toml::find_or(v, "unharmed", 0);
  t.says = toml::find_or(v, "says", std::string());
  if (v.contains("growth")) t.growth = read_growth(toml::find(v, "growth"));
  for (const char* machine : {"shrimp-ii", "shrimp-i"})
    if (v.contains(machine))
      t.elsewhere[machine] = {toml::find<std::string>(v, machine, "outcome"),
                              toml::find<std::string>(v, machine, "reason")};
  return t;
}

}  // namespace

const Expectation Trial::expected_on(const std::string& machine) const {
  const auto other = elsewhere.find(machine);
  return other == elsewhere.end() ? Expectation{outcome, ""} : other->second;
}

const Trial& TrialList::find(const std::string& id) const {
  for (const Section& s : sections)
    for (const Trial& t : s.trials)
      if (t.id == id) return t;
  throw std::runtime_error("the list has no trial '" + id + "'");
}

TrialList read_trials(const std::filesystem::path& file) {
  const toml::value root = toml::parse(file);
  TrialList list;
  list.folder = file.parent_path();
  list.heading = toml::find<std::string>(root, "table", "heading");
  list.first_column = toml::find<std::string>(root, "table", "first");
  list.second_column = toml::find<std::string>(root, "table", "second");
  list.words = toml::find<std::map<std::string, std::string>>(root, "words");
  Names ids;
  for (const toml::value& section : toml::find(root, "section").as_array()) {
    list.sections.push_back({toml::find<std::string>(section, "title"), {}});
    for (const toml::value& trial : toml::find(section, "trial").as_array()) {
      list.sections.back().trials.push_back(read_trial(trial));
      const std::string& id = list.sections.back().trials.back().id;
      if (!ids.insert(id).second) throw std::runtime_error("two trials are called '" + id + "'");
    }
  }
  return list;
}

}  // namespace shrimp
