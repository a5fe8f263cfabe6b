// SPDX-License-Identifier: MIT
#include "sim/process/rewriter/assembly_lines.h"

#include <cctype>

namespace shrimp::rewriter {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front()))) text.remove_prefix(1);
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back()))) text.remove_suffix(1);
  return text;
}

bool is_name_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '.' || c == '$' || (c & 0x80);
}

namespace {

/// Length of "name:" at the start of a statement, or 0.
std::size_t label_length(std::string_view text) {
  std::size_t n = 0;
  if (!text.empty() && text[0] == '"') {
    n = text.find('"', 1);
    if (n == std::string_view::npos) return 0;
    n++;
  } else {
    while (n < text.size() && is_name_character(text[n])) n++;
  }
  return n > 0 && n < text.size() && text[n] == ':' ? n + 1 : 0;
}

void add_statement(std::vector<Piece>& pieces, std::string_view text, int line) {
  text = trimmed(text);
  while (const std::size_t n = label_length(text)) {
    pieces.push_back({std::string(text.substr(0, n)), line});
    text = trimmed(text.substr(n));
  }
  if (!text.empty()) pieces.push_back({std::string(text), line});
}

}  // namespace

std::vector<Piece> cut_pieces(std::string_view text) {
  std::vector<Piece> pieces;
  std::string current;
  int line = 1;
  bool in_string = false;
  const auto finish = [&] {
    add_statement(pieces, current, line);
    current.clear();
  };
  for (std::size_t i = 0; i < text.size(); i++) {
    const char c = text[i];
    if (in_string) {
      current += c;
      if (c == '\\' && i + 1 < text.size())
        current += text[++i];
      else if (c == '"')
        in_string = false;
      if (text[i] == '\n') line++;
      continue;
    }
    if (c == '"') {
      in_string = true;
      current += c;
    } else if (c == '/' && i + 1 < text.size() && text[i + 1] == '*') {
      const std::size_t end = text.find("*/", i + 2);
      const std::size_t stop = end == std::string_view::npos ? text.size() : end + 2;
      for (; i < stop; i++) line += text[i] == '\n';
      i--;
      current += ' ';
    } else if (c == '#') {
      const std::size_t end = std::min(text.find('\n', i), text.size());
      const bool whole_line = trimmed(current).empty();
      finish();
      if (whole_line) pieces.push_back({std::string(trimmed(text.substr(i, end - i))), line});
      i = end - 1;
    } else if (c == ';' || c == '\n') {
      finish();
      line += c == '\n';
    } else {
      current += c;
    }
  }
  finish();
  return pieces;
}

}  // namespace shrimp::rewriter
