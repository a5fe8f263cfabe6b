// SPDX-License-Identifier: MIT
// Where the parts that a program is linked with lie: beside the wrapper in a build tree, or as installed.
#pragma once
#include <string>

namespace shrimp::rewriter {

/// The folder of the running program.
std::string own_folder();

/// sbl.h and its kin; empty if there are none.
std::string header_folder();

/// Full path of a library of the run time (libshrimp_runtime.a, libvmmc.a), or empty. SHRIMP_RUNTIME_DIR
/// comes first.
std::string runtime_library(const std::string& name);

/// The folders that runtime_library looks in, for messages.
std::string runtime_folders();

}  // namespace shrimp::rewriter
