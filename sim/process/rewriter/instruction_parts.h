// SPDX-License-Identifier: MIT
// The two larger questions about an instruction: may it run in a simulated process, and what memory does it
// touch?
#pragma once
#include <string>
#include <vector>

#include "sim/process/rewriter/decoded.h"
#include "sim/process/rewriter/instruction.h"

namespace shrimp::rewriter {

/// Empty if the instruction may stand; else what is wrong, and the remedy.
std::string reason_to_refuse(const Decoded& d, const Statement& s);

/// Adds the accesses in the order in which the hardware makes them. Empty, or what is wrong.
std::string find_accesses(const Decoded& d, const Statement& s, std::vector<Access>& accesses);

/// A plain label, no expression.
bool is_label_word(const std::string& word);

}  // namespace shrimp::rewriter
