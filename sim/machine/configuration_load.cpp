// SPDX-License-Identifier: MIT
// The layers of a configuration: machine file, its bases, `--set`.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "sim/machine/configuration.h"
#include "sim/machine/errors.h"
#include "sim/machine/nearest_name.h"

namespace shrimp {
namespace {

namespace fs = std::filesystem;

bool is_path(const std::string& name) {
  return name.find('/') != std::string::npos || fs::path(name).extension() == ".toml";
}

/// As a user would name it: relative to the working directory if it lies below.
std::string shown(const fs::path& path) {
  std::error_code error;
  const fs::path relative = fs::proximate(path, error);
  return error || relative.empty() || *relative.begin() == ".." ? path.string() : relative.string();
}

std::vector<std::string> machines_in(const std::vector<std::string>& folders) {
  std::vector<std::string> names;
  std::error_code error;
  for (const std::string& folder : folders)
    for (const auto& entry : fs::directory_iterator(folder, error))
      if (entry.path().extension() == ".toml") names.push_back(entry.path().stem().string());
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

[[noreturn]] void not_found(const std::string& name, const std::vector<std::string>& folders,
                            const Setting* named_by) {
  const auto machines = machines_in(folders);
  const std::string list = machines.empty() ? fmt::format("no machine lies in {}", fmt::join(folders, ", "))
                                            : fmt::format("machines: {}", fmt::join(machines, ", "));
  const std::string message = is_path(name) ? fmt::format("there is no machine file '{}'", name)
                                            : fmt::format("there is no machine '{}'", name);
  const std::string hint = did_you_mean(fs::path(name).stem().string(), machines);
  if (named_by) throw ConfigurationError(diagnostic(named_by->value_at, message, {hint, list}));
  std::string text = message + "\n";
  if (!hint.empty()) text += "  " + hint + "\n";
  throw ConfigurationError(text + "  " + list);
}

}  // namespace

Configuration Configuration::load(const std::string& name_or_path, const std::vector<std::string>& sets,
                                  const std::vector<std::string>& folders) {
  Configuration c;
  c.machine_ = fs::path(name_or_path).extension() == ".toml" ? fs::path(name_or_path).stem().string()
                                                             : fs::path(name_or_path).filename().string();
  std::vector<std::string> chain;
  c.read_layers(name_or_path, folders, nullptr, chain);
  std::reverse(c.files_.begin(), c.files_.end());
  c.add_sets(sets);
  return c;
}

void Configuration::read_layers(const std::string& name_or_path, const std::vector<std::string>& folders,
                                const Setting* named_by, std::vector<std::string>& chain) {
  fs::path path;
  bool shipped = false;
  if (is_path(name_or_path)) {
    path = name_or_path;
    if (named_by && path.is_relative()) path = fs::path(named_by->value_at.file).parent_path() / path;
  } else {
    for (const std::string& folder : folders)
      if (path.empty() && fs::exists(fs::path(folder) / (name_or_path + ".toml")))
        path = fs::path(folder) / (name_or_path + ".toml");
    shipped = true;
  }
  std::error_code error;
  if (path.empty() || !fs::exists(path)) not_found(name_or_path, folders, named_by);
  if (fs::is_directory(path))
    throw ConfigurationError(
        fmt::format("{}: a machine file was expected, but this is a folder", shown(path)));
  const std::string identity = fs::weakly_canonical(path, error).string();
  if (std::find(chain.begin(), chain.end(), identity) != chain.end())
    throw ConfigurationError(diagnostic(named_by->value_at, "a machine cannot be its own base",
                                        {fmt::format("the bases lead back to {}", shown(path))}));
  chain.push_back(identity);

  MachineFile file = read_machine_file(shown(path));
  if (file.base) read_layers(file.base->value, folders, &*file.base, chain);
  add_file(std::move(file), shipped, named_by != nullptr);
}

void Configuration::add_file(MachineFile file, bool shipped, bool is_base) {
  files_.push_back(file.path);
  if (!file.description.empty()) description_ = file.description;
  for (TableHeader& t : file.tables) {
    t.of_base = shipped && is_base;
    tables_.push_back(std::move(t));
  }
  for (Setting& s : file.settings) {
    s.by_user = !shipped;
    s.of_base = shipped && is_base;
    if (s.source.empty())
      s.source = shipped ? "A" : "user";  // a shipped value without a word on it is assumed
    std::string name = s.name;
    settings_[std::move(name)] = std::move(s);
  }
}

void Configuration::add_sets(const std::vector<std::string>& sets) {
  std::map<std::string, std::string> seen;
  for (const std::string& argument : sets) {
    Setting s = read_set(argument);
    const auto [earlier, fresh] = seen.emplace(s.name, argument);
    if (!fresh)
      throw ConfigurationError(diagnostic(s.key_at, fmt::format("{} is set twice", s.name),
                                          {fmt::format("the other is --set {}", earlier->second)}));
    std::string name = s.name;
    settings_[std::move(name)] = std::move(s);
  }
}

void Configuration::prefer(std::string_view name, std::string value, std::string reason) {
  if (given_by_user(name)) return;
  Setting s = read_set(fmt::format("{}={}", name, value));
  s.by_user = false;
  s.source = "D";
  s.reason = std::move(reason);
  settings_[s.name] = s;
}

bool Configuration::given_by_user(std::string_view name) const {
  const auto found = settings_.find(name);
  return found != settings_.end() && found->second.by_user;
}

}  // namespace shrimp
