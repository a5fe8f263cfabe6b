// SPDX-License-Identifier: MIT
#include "sim/process/rewriter/installation.h"

#include <cstdlib>
#include <filesystem>

namespace shrimp::rewriter {

namespace fs = std::filesystem;

std::vector<std::string> runtime_folders() {
  std::vector<std::string> result;
  if (const char* chosen = std::getenv("SHRIMP_RUNTIME_DIR")) result.emplace_back(chosen);
  result.push_back(own_folder() + "/lib");
  result.push_back(own_folder() + "/../lib/shrimp");
  return result;
}

std::string own_folder() {
  std::error_code failed;
  const fs::path self = fs::read_symlink("/proc/self/exe", failed);
  return failed ? "." : self.parent_path().string();
}

std::vector<std::string> header_folders() {
  std::vector<std::string> result;
  for (const std::string& folder :
       {own_folder() + "/../include/shrimp", std::string(SHRIMP_SOURCE_VMMC_API)}) {
    if (!fs::is_directory(folder)) continue;
    result.push_back(folder);
    break;
  }
  if (const std::string tirpc = "/usr/include/tirpc"; fs::is_directory(tirpc)) result.push_back(tirpc);
  return result;
}

std::vector<std::string> program_libraries() {
  std::vector<std::string> result;
  for (const char* name : {"libnx.a", "libshrimp_rpc.a", "libtirpc.a", "librpc_link.a", "libsockets.a",
                           "libposix.a", "libvmmc.a"})
    if (const std::string path = runtime_library(name); !path.empty()) result.push_back(path);
  return result;
}

std::string runtime_library(const std::string& name) {
  for (const std::string& folder : runtime_folders())
    if (fs::exists(folder + "/" + name)) return folder + "/" + name;
  return "";
}

}  // namespace shrimp::rewriter
