// SPDX-License-Identifier: MIT
#include "sim/experiment/output_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "sim/machine/errors.h"

namespace shrimp {

void make_folder(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error)
    throw UsageError(
        fmt::format("shrimp: the folder '{}' of -o cannot be made: {}. Name one that you may write to.",
                    folder, error.message()));
}

void write_file(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  if (!file.flush())
    throw UsageError(
        fmt::format("shrimp: '{}' cannot be written. Is the disk full, or the folder not yours?", path));
}

std::string text_of_file(const std::string& path, const std::string& command, const std::string& advice) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (file) text << file.rdbuf();
  if (!file || std::filesystem::is_directory(path))
    throw UsageError(
        fmt::format("{}: '{}' cannot be read: {}{}", command, path, std::strerror(errno), advice));
  return text.str();
}

std::vector<std::string> files_of(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error))
    if (entry.is_regular_file(error)) names.push_back(entry.path().string());
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace shrimp
