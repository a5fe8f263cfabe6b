// SPDX-License-Identifier: MIT
// A configuration as text: machine.toml and the hash.
#include <fmt/format.h>

#include "sim/machine/configuration.h"

namespace shrimp {
namespace {

std::string toml_string(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      result += '\\';
      result += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      result += fmt::format("\\u{:04X}", static_cast<unsigned char>(c));
    } else {
      result += c;
    }
  }
  return result + "\"";
}

std::string toml_value(const ParameterInfo& p) {
  switch (p.dimension) {
    case Dimension::count:
    case Dimension::boolean:
      return p.value;
    default:
      return toml_string(p.value);
  }
}

std::string table_of(const std::string& name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string::npos ? "" : name.substr(0, dot);
}

void fold(std::uint64_t& hash, std::string_view text) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;  // FNV-1a
  hash = (hash ^ 0xff) * 0x100000001b3;  // no byte of a name: ends it
}

}  // namespace

std::string Configuration::complete_toml() const {
  std::string text =
      fmt::format("# The complete configuration {}; feed it back with `shrimp run -c FILE`.\n", hash());
  if (!description_.empty()) text += fmt::format("description = {}\n", toml_string(description_));
  std::map<std::string, std::string>
      tables;  // a table's own keys stand together, whatever the order of binding
  for (const ParameterInfo& p : described_) {
    const std::string table = table_of(p.name);
    const std::string key = table.empty() ? p.name : p.name.substr(table.size() + 1);
    tables[table] += fmt::format("# {}\n{} = {{ value = {}, source = {}, reason = {}{} }}\n", p.meaning, key,
                                 toml_value(p), toml_string(p.source), toml_string(p.reason),
                                 p.calibrated ? ", calibrated = true" : "");
  }
  for (const auto& [table, keys] : tables) {
    if (!table.empty()) text += fmt::format("\n[{}]\n", table);
    text += keys;
  }
  return text;
}

std::string Configuration::hash() const {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const auto& [name, position] : bound_) {  // in the order of names: binding order is no part of it
    fold(hash, name);
    const ParameterInfo& p = described_.at(position);
    fold(hash, p.hashed.empty() ? p.value : p.hashed);
  }
  return fmt::format("{:016x}", hash);
}

}  // namespace shrimp
