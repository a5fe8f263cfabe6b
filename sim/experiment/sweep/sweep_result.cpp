// SPDX-License-Identifier: MIT
#include "sim/experiment/sweep/sweep_result.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

namespace shrimp {

namespace {

bool is_number(const std::string& text) {
  if (text.empty() || text.find_first_not_of("+-.0123456789eE") != std::string::npos) return false;
  char* end;
  std::strtod(text.c_str(), &end);
  return *end == '\0';
}

/// The numbers of one line; process and line are not known yet.
SweepValues values_of_line(const std::string& line) {
  SweepValues values;
  std::istringstream words(line);
  for (std::string word; words >> word;) {
    const std::size_t equals = word.find('=');
    if (equals == 0 || equals == std::string::npos) continue;
    const std::string number = word.substr(equals + 1);
    if (!is_number(number)) continue;
    const std::string key = word.substr(0, equals);
    values.push_back({"", "", key, number, unit_of_key(key)});
  }
  return values;
}

}  // namespace

std::string unit_of_key(const std::string& key) {
  static const std::pair<const char*, const char*> endings[] = {
      {"mb_per_s", "MB/s"}, {"per_s", "1/s"}, {"percent", "%"}, {"bytes", "bytes"}, {"cycles", "cycles"},
      {"us", "us"},         {"ns", "ns"},     {"ps", "ps"},     {"ms", "ms"},       {"s", "s"}};
  for (const auto& [ending, unit] : endings) {
    const std::string text = ending;
    if (key == text) return unit;
    if (key.size() > text.size() &&
        key.compare(key.size() - text.size() - 1, std::string::npos, "_" + text) == 0)
      return unit;
  }
  return "";
}

SweepValues printed_values(const std::string& lines) {
  std::map<int, SweepValues> by_rank;
  std::map<int, int> lines_of;
  std::istringstream text(lines);
  for (std::string line; std::getline(text, line);) {
    const std::size_t tab = line.find('\t');
    if (tab == std::string::npos) continue;
    const int rank = std::atoi(line.c_str());
    SweepValues values = values_of_line(line.substr(tab + 1));
    if (values.empty()) continue;
    const int number = ++lines_of[rank];
    for (SweepValue& v : values) {
      v.process = std::to_string(rank);
      v.line = std::to_string(number);
      by_rank[rank].push_back(std::move(v));
    }
  }
  SweepValues all;
  for (auto& [rank, values] : by_rank) std::move(values.begin(), values.end(), std::back_inserter(all));
  return all;
}

std::string to_json(const SweepValues& values) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const SweepValue& v : values)
    rows.push_back({{"process", v.process},
                    {"line", v.line},
                    {"quantity", v.quantity},
                    {"value", v.value},
                    {"unit", v.unit}});
  return rows.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

SweepValues from_json(const std::string& text) {
  SweepValues values;
  try {
    for (const auto& row : nlohmann::json::parse(text))
      values.push_back(
          {row.at("process"), row.at("line"), row.at("quantity"), row.at("value"), row.at("unit")});
  } catch (const nlohmann::json::exception& e) {
    throw std::runtime_error(e.what());
  }
  return values;
}

}  // namespace shrimp
