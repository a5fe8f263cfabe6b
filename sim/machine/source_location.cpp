// SPDX-License-Identifier: MIT
#include "sim/machine/source_location.h"

#include <fmt/format.h>

#include <algorithm>

namespace shrimp {

std::string SourceLocation::name() const {
  return file.empty() ? line_text : fmt::format("{}:{}:{}", file, line, column);
}

std::string diagnostic(const SourceLocation& where, std::string_view message,
                       const std::vector<std::string>& notes) {
  std::string text = fmt::format("{}: {}\n", where.name(), message);
  if (where.column > 0 && where.column <= where.line_text.size() + 1) {
    const std::string number = where.file.empty() ? "" : fmt::format("{}", where.line);
    // Tabs of the line are kept before the caret, so that it stands right at any tab width.
    std::string before = where.line_text.substr(0, where.column - 1);
    std::replace_if(
        before.begin(), before.end(), [](char c) { return c != '\t'; }, ' ');
    const std::size_t rest = where.line_text.size() + 1 - where.column;
    const std::size_t tail =
        std::min<std::size_t>(where.length > 0 ? where.length - 1 : 0, rest > 0 ? rest - 1 : 0);
    const std::string_view bar = number.empty() ? "" : " | ";
    text += fmt::format("  {}{}{}\n", number, bar, where.line_text);
    text +=
        fmt::format("  {}{}{}^{}\n", std::string(number.size(), ' '), bar, before, std::string(tail, '~'));
  }
  for (const std::string& note : notes)
    if (!note.empty()) text += fmt::format("  {}\n", note);
  text.pop_back();
  return text;
}

}  // namespace shrimp
