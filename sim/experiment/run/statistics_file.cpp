// SPDX-License-Identifier: MIT
#include "sim/experiment/run/statistics_file.h"

#include <fmt/format.h>

#include <filesystem>
#include <limits>
#include <nlohmann/json.hpp>

#include "sim/experiment/output_file.h"
#include "sim/machine/errors.h"
#include "sim/machine/machine_file.h"
#include "sim/observe/run_values.h"

namespace shrimp {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr int known_schema = 1;

RecordedValue recorded(const Json& value, std::string unit) {
  RecordedValue r;
  r.text = value.is_string() ? value.get<std::string>() : value.dump();
  r.number = value.is_number() ? value.get<double>() : std::numeric_limits<double>::quiet_NaN();
  r.unit = std::move(unit);
  return r;
}

/// Nothing of a window that never began: the statistics are of the whole run.
std::optional<RecordedWindow> window_of(const Json& json) {
  const auto w = json.find("window");
  if (w == json.end() || w->at("from_ps").is_null()) return std::nullopt;
  return RecordedWindow{Time{w->at("from_ps").get<std::int64_t>()}, Time{w->at("to_ps").get<std::int64_t>()}};
}

/// Throws Json::exception where a member is missing or of another kind.
void take_values(const Json& json, StatisticsFile& file) {
  file.config_hash = json.at("config_hash").get<std::string>();
  file.window = window_of(json);
  file.values["run.simulated"] = recorded(json.at("simulated_ps"), "ps");
  for (const Json& p : json.at("processes")) {
    const std::string prefix = "process[" + p.at("rank").dump() + "].";
    for (const RunValue& v : run_values())
      if (v.component == "process") file.values[prefix + v.name] = recorded(p.at(v.in_json), v.unit);
  }
  for (const auto& [name, s] : json.at("stats").items())
    file.values[name] = recorded(s.at("value"), s.at("unit").get<std::string>());
}

void read_machine(const fs::path& path, StatisticsFile& file) {
  if (!fs::exists(path)) return;
  file.has_machine = true;
  for (const Setting& s : read_machine_file(path.string()).settings) file.parameters[s.name] = s.value;
}

}  // namespace

StatisticsFile read_statistics_file(const std::string& path) {
  StatisticsFile file;
  file.path = fs::is_directory(path) ? (fs::path(path) / "stats.json").string() : path;
  const std::string text = text_of_file(file.path, "shrimp compare",
                                        ". Name a stats.json, or the folder that `shrimp run -o` wrote.");
  try {
    const Json json = Json::parse(text);
    if (const int schema = json.at("schema").get<int>(); schema != known_schema)
      throw UsageError(fmt::format(
          "shrimp compare: '{}' is of schema {}, and this simulator reads schema {}. Make it anew with "
          "`shrimp run -o`.",
          file.path, schema, known_schema));
    take_values(json, file);
  } catch (const Json::exception& e) {
    throw UsageError(
        fmt::format("shrimp compare: '{}' is no stats.json as `shrimp run -o` writes it, or is cut off: {}",
                    file.path, e.what()));
  }
  read_machine(fs::path(file.path).parent_path() / "machine.toml", file);
  return file;
}

}  // namespace shrimp
