// SPDX-License-Identifier: MIT
#include "sim/experiment/installation.h"

#include <filesystem>

namespace shrimp {

Installation Installation::find() {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::path folder = fs::read_symlink("/proc/self/exe", error).parent_path();
  const fs::path prefix = folder.parent_path();
  Installation i;
  if (fs::exists(prefix / "share/shrimp/configs", error)) {
    i.tools = folder.string();
    i.libraries = (prefix / "lib/shrimp").string();
    i.workloads = (prefix / "lib/shrimp/workloads").string();
    i.workload_sources = (prefix / "share/shrimp/workloads").string();
    i.machines = {(prefix / "share/shrimp/configs").string()};
    i.commit_file = (prefix / "share/shrimp/commit.txt").string();
    return i;
  }
  // The build tree; the executable may be a test somewhere below it.
  const fs::path build = fs::exists(folder / "shrimp-cc", error) ? folder : fs::path(SHRIMP_BINARY_DIR);
  i.tools = build.string();
  i.libraries = (build / "lib").string();
  i.workloads = (build / "workloads").string();
  i.workload_sources = SHRIMP_SOURCE_DIR "/workloads";
  i.machines = {SHRIMP_SOURCE_DIR "/configs"};
  i.commit_file = (build / "commit.txt").string();
  return i;
}

}  // namespace shrimp
