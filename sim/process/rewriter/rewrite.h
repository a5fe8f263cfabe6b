// SPDX-License-Identifier: MIT
// Instruments a compiler's assembler output: the heart of direct execution.
#pragma once
#include <functional>
#include <string>

#include "sim/process/rewriter/assembly.h"

namespace shrimp::rewriter {

/// Assembles a text and returns the path of the object file; throws RewriteError if it cannot.
using Assembler = std::function<std::string(const std::string& text)>;

struct RewriteOptions {
  std::string file;      ///< name for messages
  bool by_hand = false;  ///< a program's own assembler file: nothing is assumed about its conventions
};

/// Returns the text with hooks. Throws RewriteError, with the place, for what cannot be instrumented.
std::string rewrite(const std::string& text, const RewriteOptions& options, const Assembler& assemble);

}  // namespace shrimp::rewriter
