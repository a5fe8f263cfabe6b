// SPDX-License-Identifier: MIT
#include "tests/docs/documents.h"

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "tests/end_to_end/command.h"

namespace shrimp {

namespace {

bool is_fence(const std::string& line) {
  return line.compare(0, 3, "```") == 0;
}

}  // namespace

std::vector<std::string> documents() {
  std::vector<std::string> names{"README.md"};
  for (const auto& entry : std::filesystem::recursive_directory_iterator(SHRIMP_SOURCE "/docs"))
    if (entry.path().extension() == ".md")
      names.push_back(entry.path().lexically_relative(SHRIMP_SOURCE).string());
  std::sort(names.begin(), names.end());
  return names;
}

std::string document_text(const std::string& document) {
  return read_file(SHRIMP_SOURCE "/" + document);
}

std::vector<Block> fenced_blocks(const std::string& text) {
  std::vector<Block> blocks;
  std::istringstream lines(text);
  bool inside = false;
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (!is_fence(line)) {
      if (inside) blocks.back().text += line + "\n";
    } else {
      if (!inside) blocks.push_back({line.substr(3), "", number});
      inside = !inside;
    }
  }
  return blocks;
}

std::vector<CodeWord> code_words(const std::string& text) {
  std::vector<CodeWord> words;
  std::istringstream lines(text);
  bool inside = false;
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (is_fence(line)) inside = !inside;
    if (inside || is_fence(line)) continue;
    std::size_t end = 0;
    for (std::size_t at = line.find('`'); at != std::string::npos; at = line.find('`', end + 1)) {
      end = line.find('`', at + 1);
      if (end == std::string::npos) break;
      words.push_back({line.substr(at + 1, end - at - 1), number});
    }
  }
  return words;
}

}  // namespace shrimp
