// SPDX-License-Identifier: MIT
// Calls shrimp-cc or shrimp-c++ on one source file.
#pragma once
#include <string>
#include <vector>

namespace shrimp {

/// Whether `program` is a source file by its name: .c, .cc, .cpp, .cxx, .C.
bool is_source(const std::string& program);

class Compiler {
 public:
  /// `tools`: the folder of the wrappers; `libraries`: of what they link in.
  Compiler(std::string tools, std::string libraries)
      : tools_(std::move(tools)), libraries_(std::move(libraries)) {}

  /// What compiles `source`: the wrapper, the host's compiler behind it, libraries; changes when any was
  /// replaced.
  std::string identity(const std::string& source) const;
  /// Compiles and links `source` to `program`; the files that it read, with the source, are returned. What
  /// the compiler says goes to stderr. Throws UsageError if the source does not compile or has no main.
  std::vector<std::string> compile(const std::string& source, const std::string& flags,
                                   const std::string& program, const std::string& dependency_file) const;

 private:
  std::string wrapper(const std::string& source) const;
  std::string tools_;
  std::string libraries_;
};

/// Words of a shell command line: blanks separate, quotes and backslashes keep together.
std::vector<std::string> split_flags(const std::string& flags);
/// The files of a rule that -MD wrote.
std::vector<std::string> read_dependencies(const std::string& dependency_file);

}  // namespace shrimp
