// SPDX-License-Identifier: MIT
#include "sim/process/rewriter/installation.h"

#include <cstdlib>
#include <filesystem>
#include <vector>

namespace shrimp::rewriter {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> folders() {
  std::vector<std::string> result;
  if (const char* chosen = std::getenv("SHRIMP_RUNTIME_DIR")) result.emplace_back(chosen);
  result.push_back(own_folder() + "/lib");
  result.push_back(own_folder() + "/../lib/shrimp");
  return result;
}

}  // namespace

std::string own_folder() {
  std::error_code failed;
  const fs::path self = fs::read_symlink("/proc/self/exe", failed);
  return failed ? "." : self.parent_path().string();
}

std::string header_folder() {
  for (const std::string& folder : {own_folder() + "/../include/shrimp", std::string(SHRIMP_SOURCE_VMMC_API)})
    if (fs::is_directory(folder)) return folder;
  return "";
}

std::string runtime_library(const std::string& name) {
  for (const std::string& folder : folders())
    if (fs::exists(folder + "/" + name)) return folder + "/" + name;
  return "";
}

std::string runtime_folders() {
  std::string text;
  for (const std::string& folder : folders()) text += (text.empty() ? "" : ", ") + folder;
  return text;
}

}  // namespace shrimp::rewriter
