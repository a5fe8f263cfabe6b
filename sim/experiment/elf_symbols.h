// SPDX-License-Identifier: MIT
// A look into a shared object's symbols, for one error message.
#pragma once
#include <string>

namespace shrimp {

/// Whether the 64-bit ELF shared object `path` needs `name` from elsewhere. False for anything else.
bool lacks_symbol(const std::string& path, const char* name);

}  // namespace shrimp
