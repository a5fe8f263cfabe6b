// SPDX-License-Identifier: MIT
// A mangled name is an encoding: first the name with its scopes, then the types of the arguments. A part of
// it that ends where the name does is the mangled name of a variable, so the demangler itself finds that end,
// in place of rules of ours on brackets.
#include "sim/process/function_names.h"

#include <cxxabi.h>

#include <algorithm>
#include <cstdlib>

namespace shrimp {

namespace {

constexpr const char* anonymous = "(anonymous namespace)::";

/// Empty if it is no mangled name.
std::string demangled(const std::string& symbol) {
  int status = 0;
  char* readable = abi::__cxa_demangle(symbol.c_str(), nullptr, nullptr, &status);
  const std::string text = readable ? readable : "";
  std::free(readable);
  return text;
}

void cut_end(std::string& text, const std::string& end) {
  if (text.size() > end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0)
    text.resize(text.size() - end.size());
}

/// The name with its scopes and, where `end` stops behind them, its template arguments. `end`: from where to
/// look for the end of the name; it is moved there.
std::string scoped_name(const std::string& symbol, std::size_t& end) {
  std::string name;
  while (name.empty() && end < symbol.size()) name = demangled(symbol.substr(0, ++end));
  for (const char* of_member : {" const", " volatile", " &", " &&"}) cut_end(name, of_member);
  return name;
}

/// "step<int>" without "<int>"; the name as it is if it ends otherwise, as operator> does.
std::string without_template_arguments(const std::string& name) {
  if (name.empty() || name.back() != '>') return name;
  int depth = 0;
  for (std::size_t i = name.size(); i-- > 1;) {
    if (name[i] == '>') ++depth;
    if (name[i] == '<' && --depth == 0) return name.substr(0, i);
  }
  return name;
}

std::string without_anonymous(std::string name) {
  const std::string part = anonymous;
  for (std::size_t at; (at = name.find(part)) != std::string::npos;) name.erase(at, part.size());
  return name;
}

std::string without_spaces(std::string text) {
  text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
  return text;
}

}  // namespace

std::vector<std::string> names_of_symbol(std::string symbol) {
  for (const char* copy : {".constprop.", ".isra."})
    if (const std::size_t at = symbol.find(copy); at != std::string::npos) symbol.resize(at);
  const std::string whole = demangled(symbol);
  const bool is_part = symbol.find('.') != std::string::npos;  // f.part.0, which begins behind f's entry
  if (symbol.compare(0, 2, "_Z") != 0 || is_part || whole.empty()) return {symbol};
  std::vector<std::string> names;
  const auto add = [&](const std::string& name) {
    for (const std::string& n : {name, without_anonymous(name)})
      if (!n.empty() && std::find(names.begin(), names.end(), n) == names.end()) names.push_back(n);
  };
  std::size_t end = 2;
  std::string name = scoped_name(symbol, end);
  const bool arguments_follow = end < symbol.size() && symbol[end] == 'I';  // of a template outside any scope
  if (arguments_follow) name = scoped_name(symbol, end);
  add(name);
  add(without_template_arguments(name));
  add(whole);
  if (const std::size_t at = whole.find(name + "("); at != std::string::npos) add(whole.substr(at));
  add(symbol);
  return names;
}

bool is_name(const std::string& name, std::string given) {
  if (const std::size_t at = given.find(" [clone "); at != std::string::npos) given.resize(at);
  return without_spaces(name) == without_spaces(given);
}

}  // namespace shrimp
