// SPDX-License-Identifier: MIT
// Cuts assembler text into pieces: one statement, label or line marker each, without comments.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace shrimp::rewriter {

struct Piece {
  std::string text;  ///< trimmed; a line marker keeps its '#'
  int line = 0;
};

std::vector<Piece> cut_pieces(std::string_view text);
std::string_view trimmed(std::string_view text);
bool is_name_character(char c);

}  // namespace shrimp::rewriter
