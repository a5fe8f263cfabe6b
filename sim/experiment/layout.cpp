// SPDX-License-Identifier: MIT
#include "sim/experiment/layout.h"

#include <fmt/core.h>

#include <algorithm>
#include <sstream>

namespace shrimp {

namespace {

constexpr std::size_t terminal_width = 110;
constexpr std::size_t left_margin = 2;

/// `text` in lines of at most `width` characters, all but the first indented.
std::string wrapped(const std::string& text, std::size_t width, std::size_t indent) {
  std::istringstream words(text);
  std::string result;
  std::size_t column = 0;
  for (std::string word; words >> word; column += word.size()) {
    if (column > 0 && column + 1 + word.size() > width) {
      result += '\n' + std::string(indent, ' ');
      column = 0;
    } else if (column > 0) {
      result += ' ';
      ++column;
    }
    result += word;
  }
  return result;
}

}  // namespace

std::string two_columns(const std::vector<std::pair<std::string, std::string>>& rows) {
  std::size_t widest = 0;
  for (const auto& [name, text] : rows) widest = std::max(widest, name.size());
  std::string result;
  for (const auto& [name, text] : rows) {
    const std::string head = fmt::format("{:{}}{:{}}  ", "", left_margin, name, widest);
    result += head + wrapped(text, terminal_width - head.size(), head.size()) + '\n';
  }
  return result;
}

}  // namespace shrimp
