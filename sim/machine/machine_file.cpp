// SPDX-License-Identifier: MIT
// The only file that includes toml11, which takes seconds to compile.
#include "sim/machine/machine_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <toml.hpp>

#include "sim/machine/errors.h"
#include "sim/machine/nearest_name.h"

namespace shrimp {
namespace {

SourceLocation location_of(const toml::value& v, const std::string& path) {
  const toml::source_location at = v.location();
  SourceLocation l;
  l.file = path;
  l.line = at.line();
  l.column = at.column();
  l.length = at.region();
  l.line_text = at.line_str();
  return l;
}

bool is_key_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
}

/// The key stands in the line of its value; toml11 keeps no place for it.
SourceLocation key_location(const SourceLocation& value_at, const std::string& key) {
  SourceLocation l = value_at;
  std::size_t from = std::min<std::size_t>(value_at.column, value_at.line_text.size());
  while (from > 0) {
    const std::size_t found = value_at.line_text.rfind(key, from - 1);
    if (found == std::string::npos) break;
    const std::size_t end = found + key.size();
    const bool starts = found == 0 || !is_key_character(value_at.line_text[found - 1]);
    const bool ends = end >= value_at.line_text.size() || !is_key_character(value_at.line_text[end]);
    if (starts && ends) {
      l.column = static_cast<unsigned>(found + 1);
      l.length = static_cast<unsigned>(key.size());
      break;
    }
    from = found;
  }
  return l;
}

/// toml11 says "[error] toml::parse_table: invalid line format\n --> file\n ...": our place, its words and
/// excerpt.
[[noreturn]] void syntax_error(const toml::syntax_error& e, const std::string& path) {
  std::string words = e.what();
  const std::size_t tag = words.find("toml::");
  const std::size_t colon = tag == std::string::npos ? tag : words.find(": ", tag);
  if (colon != std::string::npos) words.erase(0, colon + 2);
  throw ConfigurationError(
      fmt::format("{}:{}:{}: this is not TOML: {}", path, e.location().line(), e.location().column(), words));
}

class Reader {
 public:
  explicit Reader(MachineFile& file) : file_(file) {}

  void read_top(const toml::value& root) {
    for (const auto& [key, v] : root.as_table()) {
      if (key == "base") {
        file_.base = plain("base", v);
        if (!v.is_string())
          fail(file_.base->value_at, "base is not a text", "the name or the path of a machine file");
      } else if (key == "description") {
        if (!v.is_string())
          fail(location_of(v, file_.path), "description is not a text", "a sentence in quotes");
        file_.description = v.as_string().str;
      } else {
        read(key, key, v);
      }
    }
    const auto before = [](const SourceLocation& a, const SourceLocation& b) {
      return a.line != b.line ? a.line < b.line : a.column < b.column;
    };
    std::sort(file_.settings.begin(), file_.settings.end(),
              [&](const Setting& a, const Setting& b) { return before(a.value_at, b.value_at); });
    std::sort(file_.tables.begin(), file_.tables.end(),
              [&](const TableHeader& a, const TableHeader& b) { return before(a.at, b.at); });
  }

 private:
  [[noreturn]] void fail(const SourceLocation& at, const std::string& message,
                         const std::string& expected) const {
    throw ConfigurationError(diagnostic(at, message, {"expected: " + expected}));
  }

  void read(const std::string& name, const std::string& key, const toml::value& v) {
    if (!v.is_table()) {
      file_.settings.push_back(plain(name, v, key));
    } else if (v.contains("value")) {
      file_.settings.push_back(annotated(name, key, v));
    } else if (v.contains("source") || v.contains("reason")) {
      fail(location_of(v, file_.path), fmt::format("{} has a source or a reason, but no value", name),
           fmt::format("{} = {{ value = ..., source = \"...\", reason = \"...\" }}", key));
    } else {
      file_.tables.push_back({name, location_of(v, file_.path)});
      for (const auto& [inner, x] : v.as_table()) read(name + "." + inner, inner, x);
    }
  }

  Setting plain(const std::string& name, const toml::value& v, std::string key = {}) const {
    if (key.empty()) key = name;
    Setting s;
    s.name = name;
    s.value_at = location_of(v, file_.path);
    s.key_at = key_location(s.value_at, key);
    if (v.is_string()) {
      s.written = Written::text;
      s.value = v.as_string().str;
    } else if (v.is_integer()) {
      s.written = Written::integer;
      s.value = fmt::format("{}", v.as_integer());
    } else if (v.is_floating()) {
      s.written = Written::real;
      s.value = s.value_at.line_text.substr(s.value_at.column - 1, s.value_at.length);
    } else if (v.is_boolean()) {
      s.written = Written::boolean;
      s.value = v.as_boolean() ? "true" : "false";
    }
    return s;
  }

  Setting annotated(const std::string& name, const std::string& key, const toml::value& table) const {
    static const std::vector<std::string> known{"value", "source", "reason", "calibrated"};
    Setting s = plain(name, table.at("value"), "value");
    const SourceLocation table_at = location_of(table, file_.path);
    s.key_at = table_at.line_text.find('[') == 0 ? table_at : key_location(table_at, key);
    for (const auto& [inner, v] : table.as_table()) {
      const auto at = [&, &v = v] { return location_of(v, file_.path); };  // counts lines: only for a fault
      if (inner == "source" || inner == "reason") {
        if (!v.is_string())
          fail(at(), fmt::format("the {} of {} is not a text", inner, name), "a text in quotes");
        (inner == "source" ? s.source : s.reason) = v.as_string().str;
        if (inner == "source") check_tag(s.source, v);
      } else if (inner == "calibrated") {
        if (!v.is_boolean())
          fail(at(), fmt::format("calibrated of {} is not a truth value", name), "true or false");
        s.calibrated = v.as_boolean();
      } else if (inner != "value") {
        throw ConfigurationError(diagnostic(
            key_location(at(), inner), fmt::format("'{}' is not known beside the value of {}", inner, name),
            {"expected: value, source, reason, calibrated", did_you_mean(inner, known)}));
      }
    }
    return s;
  }

  void check_tag(const std::string& tag, const toml::value& v) const {
    static const std::set<std::string> tags{"P", "R-h", "R-m", "R-l", "D", "A", "user"};
    if (tags.count(tag) == 0)
      fail(location_of(v, file_.path), fmt::format("'{}' is not the tag of a source", tag),
           "P (published), R-h, R-m, R-l (recalled), D (arithmetic), A (assumed) or user");
  }

  MachineFile& file_;
};

}  // namespace

MachineFile read_machine_file(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw ConfigurationError(fmt::format("{}: this machine file cannot be read", path));
  MachineFile file;
  file.path = path;
  if (stream.peek() == std::ifstream::traits_type::eof()) return file;
  try {
    Reader(file).read_top(toml::parse(stream, path));
  } catch (const toml::syntax_error& e) {
    syntax_error(e, path);
  } catch (const toml::exception& e) {
    throw ConfigurationError(fmt::format("{}: this is not TOML: {}", path, e.what()));
  }
  return file;
}

Setting read_set(std::string_view argument) {
  Setting s;
  s.written = Written::bare;
  s.source = "user";
  s.by_user = true;
  s.reason = "given on the command line";
  const std::string option = "--set ";
  s.value_at.line_text = option + std::string(argument);
  s.value_at.column = static_cast<unsigned>(option.size() + 1);
  s.key_at = s.value_at;
  const std::size_t equals = argument.find('=');
  if (equals == std::string_view::npos || equals == 0) {
    s.key_at.length = static_cast<unsigned>(argument.size());
    throw ConfigurationError(diagnostic(s.key_at, "this names no parameter and value",
                                        {"expected: --set NAME=VALUE, such as --set pentium.clock=60MHz"}));
  }
  s.name = argument.substr(0, equals);
  s.value = argument.substr(equals + 1);
  s.key_at.length = static_cast<unsigned>(equals);
  s.value_at.column += static_cast<unsigned>(equals + 1);
  s.value_at.length = static_cast<unsigned>(s.value.size());
  return s;
}

}  // namespace shrimp
