// SPDX-License-Identifier: MIT
#include "sim/experiment/describe/list.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "sim/experiment/output_file.h"
#include "sim/machine/configuration.h"

namespace shrimp {

namespace {

namespace fs = std::filesystem;

/// In the order of their names; none if there is no such folder.
std::vector<fs::path> files_with(const std::string& ending, const std::string& folder) {
  std::vector<fs::path> files;
  for (const std::string& name : files_of(folder))
    if (fs::path(name).extension() == ending) files.emplace_back(name);
  return files;
}

std::string text_of(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A stop that is not one of "et al.".
bool ends_sentence(const std::string& text) {
  const std::string abbreviation = " al.";
  const bool abbreviated =
      text.size() >= abbreviation.size() &&
      text.compare(text.size() - abbreviation.size(), abbreviation.size(), abbreviation) == 0;
  return !text.empty() && text.back() == '.' && !abbreviated;
}

/// The first sentence of the comment that follows the licence line, on one line.
std::string first_sentence(const std::string& source) {
  const std::size_t from = source.find("/* ", source.find('\n'));
  const std::size_t to = source.find("*/", from);
  if (from == std::string::npos || to == std::string::npos) return "";
  std::string sentence;
  for (std::size_t i = from + 3; i < to; ++i) {
    const bool line_begins = source[i] == '\n';
    if (line_begins) i = std::min(source.find_first_not_of(" *", i + 1), to) - 1;
    const char c = line_begins ? ' ' : source[i];
    if (c == ' ' && ends_sentence(sentence)) break;
    sentence += c;
  }
  return sentence;
}

}  // namespace

Named machines_of(const std::vector<std::string>& folders) {
  Named machines;
  for (const std::string& folder : folders)
    for (const fs::path& file : files_with(".toml", folder))
      machines.emplace_back(file.stem().string(),
                            Configuration::load(file.stem().string(), {}, folders).description());
  return machines;
}

Named workloads_of(const std::string& folder) {
  Named workloads;
  for (const fs::path& file : files_with(".c", folder))
    workloads.emplace_back(file.filename().string(), first_sentence(text_of(file)));
  return workloads;
}

Named workloads_with_stubs_of(const std::string& folder) {
  Named workloads;
  for (const fs::path& file : files_with(".c", folder)) {
    const std::string source = text_of(file);
    if (source.find("int main(") != std::string::npos)  // the others are parts of servers
      workloads.emplace_back(file.stem().string(), first_sentence(source));
  }
  return workloads;
}

Named components_of(const Catalogue& catalogue) {
  Named components;
  for (const CatalogueComponent& c : catalogue.components()) components.emplace_back(c.name, c.meaning);
  return components;
}

}  // namespace shrimp
