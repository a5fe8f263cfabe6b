// SPDX-License-Identifier: MIT
// Shell completion, made from the tree of commands: a script that knows every command, its options, and by
// the type of an option's value what to offer for it. The names it offers stand in the script, so that a TAB
// starts nothing.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "sim/cli/command_tree.h"

namespace shrimp {

/// What to offer for values of a type ("MACHINE"). For a type that is not here files are offered, for "DIR"
/// folders, and for a type "a|b" its words.
using CompletionWords = std::map<std::string, std::vector<std::string>>;

/// For bash; works in zsh behind `bashcompinit` too.
std::string completion_script(const CommandTree& tree, const CompletionWords& words);

}  // namespace shrimp
