// SPDX-License-Identifier: MIT
// What a program may use of the host's C library, by name. Three kinds: *unchanged* (the host's function is
// called, for a stated cost), *refused* (with the reason and what to use instead), and unknown. What the
// run-time library replaces never gets here: it is defined inside the image. The table is symbols.def.
#pragma once
#include <cstdint>
#include <string>

namespace shrimp {

enum class SymbolRule { unchanged, refused, unknown };

struct LibrarySymbol {
  SymbolRule rule = SymbolRule::unknown;
  std::int32_t cycles = 0;       // unchanged: charged for each call
  bool sets_errno = false;       // unchanged: the host's errno is copied into the process's
  const char* reason = "";       // refused: why, and what to use
  void* host_address = nullptr;  // unchanged
};

/// Looks `name` up in the table, and in the host's C library if it is unchanged.
LibrarySymbol library_symbol(const std::string& name);

}  // namespace shrimp
