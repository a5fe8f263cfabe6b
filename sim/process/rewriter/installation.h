// SPDX-License-Identifier: MIT
// Where the parts that a program is linked with lie: beside the wrapper in a build tree, or as installed.
#pragma once
#include <string>
#include <vector>

namespace shrimp::rewriter {

/// The folder of the running program.
std::string own_folder();

/// Where programs find headers: vmmc.h and its kin, and those of ONC RPC (rpc/rpc.h), which are Debian's
/// libtirpc-dev; only what there is.
std::vector<std::string> header_folders();

/// The libraries that programs may use, those that others use last; only what there is. As archives, they add
/// to a program what it uses.
std::vector<std::string> program_libraries();

/// Full path of a library of the run time (libshrimp_runtime.a), or empty. SHRIMP_RUNTIME_DIR comes first.
std::string runtime_library(const std::string& name);

/// The folders that runtime_library looks in.
std::vector<std::string> runtime_folders();

}  // namespace shrimp::rewriter
