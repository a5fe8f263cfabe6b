// SPDX-License-Identifier: MIT
// The documentation as text: its files, its fenced blocks, its names in `code`.
#pragma once
#include <string>
#include <vector>

namespace shrimp {

/// README.md and docs/*.md, as paths from the root of the source tree.
std::vector<std::string> documents();

std::string document_text(const std::string& document);

/// A fenced block: ```sh ... ```.
struct Block {
  std::string language;
  std::string text;
  int line = 0;  // of its first fence
};
std::vector<Block> fenced_blocks(const std::string& text);

/// What stands between single backquotes, outside fenced blocks.
struct CodeWord {
  std::string text;
  int line = 0;
};
std::vector<CodeWord> code_words(const std::string& text);

}  // namespace shrimp
