// SPDX-License-Identifier: MIT
// Where the running simulator finds its own parts: in the build tree, or installed as bin/, lib/shrimp and
// share/shrimp.
#pragma once
#include <string>
#include <vector>

namespace shrimp {

struct Installation {
  std::string tools;                  // folder of shrimp-cc and shrimp-c++
  std::string libraries;              // folder of what shrimp-cc links into each program
  std::string workloads;              // folder of the compiled workloads
  std::string workload_sources;       // folder of their sources
  std::vector<std::string> machines;  // folders of machine files
  std::string commit_file;            // names the commit of the sources; need not exist

  /// From the place of the running executable.
  static Installation find();
};

}  // namespace shrimp
