// SPDX-License-Identifier: MIT
// A file without a name, in the host's memory: what two processes of ours hand over needs no room on a disk.
#pragma once
#include <cstdio>
#include <string>

namespace shrimp {

/// To write and read; to be closed by the caller. `name` is for whoever looks into /proc. Throws UsageError.
std::FILE* open_memory_file(const char* name);

/// All that was written to it, by whomever.
std::string memory_file_text(std::FILE* file);

}  // namespace shrimp
