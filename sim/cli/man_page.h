// SPDX-License-Identifier: MIT
// The man page shrimp(1), in roff, made from what the commands declare.
#pragma once
#include <string>

#include "sim/cli/command_tree.h"

namespace shrimp {

/// For the macros of man(7).
std::string man_page(const CommandTree& tree);

/// `text` as roff: no character of it is taken for a request or an escape.
std::string roff(const std::string& text);

}  // namespace shrimp
