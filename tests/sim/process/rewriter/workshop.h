// SPDX-License-Identifier: MIT
// What the tests of the rewriter share: compile corpus programs with and without hooks, run them with the
// stub run time.
#pragma once
#include <string>
#include <vector>

#include "sim/process/rewriter/machine_code.h"

namespace workshop {

struct Outcome {
  int status = -1;
  std::string output;  ///< stdout and stderr
};

/// Runs a shell command.
Outcome run(const std::string& command);

/// Runs a shell command that must succeed; its output.
std::string must(const std::string& command);

/// A folder of this test process, removed at its end.
const std::string& folder();
std::string write(const std::string& name, const std::string& text);

/// Path of shrimp-cc or shrimp-c++ with the compiler chosen ("gcc" or "clang"), by the source's name.
std::string wrapper(const std::string& compiler, const std::string& source);

/// All programs of corpus/ with this suffix, sorted.
std::vector<std::string> corpus(const std::string& suffix);

struct Build {
  std::string object, program;
};

/// Compiles a corpus program (or any file), with hooks or plain, and links it with the stub run time.
Build build(const std::string& source, const std::string& compiler, const std::string& flags, bool plain);

/// Machine code of AT&T statements, one entry each.
std::vector<shrimp::rewriter::Code> assemble(const std::string& text);

}  // namespace workshop
