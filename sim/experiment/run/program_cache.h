// SPDX-License-Identifier: MIT
// Programs compiled on the fly by `shrimp run prog.c`, kept by content.
//
// An entry is found in two steps, without running a compiler. The first key covers compiler, flags, and the
// source's name and folder; it names a list of the files that the last compilation read (KEY.inputs). The
// second covers the contents of all of them and names the program (KEY.program). So every included header
// counts, and an older version of a file finds its program again. Files appear by rename, so that any number
// of simulators may share the folder.
#pragma once
#include <string>
#include <vector>

#include "sim/experiment/run/compiler.h"

namespace shrimp {

class ProgramCache {
 public:
  ProgramCache(Compiler compiler, std::string folder)
      : compiler_(std::move(compiler)), folder_(std::move(folder)) {}

  /// $XDG_CACHE_HOME/shrimp, or ~/.cache/shrimp; without a home, a folder of the user's own under /tmp.
  static std::string default_folder();

  /// The program to load: `program` itself, or what it compiles to if it is a source file. Throws UsageError
  /// if it does not exist, cannot be read or does not compile.
  std::string find(const std::string& program, const std::string& flags);

 private:
  std::string inputs_key(const std::string& source, const std::string& flags) const;
  std::string program_file(const std::string& inputs_key, const std::vector<std::string>& inputs) const;
  std::string compile(const std::string& source, const std::string& flags, const std::string& inputs_key);

  Compiler compiler_;
  std::string folder_;
};

}  // namespace shrimp
