// SPDX-License-Identifier: MIT
// What the user asked of shrimp-cc: the command line of a C compiler, sorted by who must see which part.
#pragma once
#include <string>
#include <vector>

namespace shrimp::rewriter {

struct Input {
  enum class Kind { source, preprocessed_assembly, assembly, object };
  std::string path;
  std::string language;  ///< of -x, or empty
  Kind kind = Kind::object;
};

struct CommandLine {
  enum class Mode { pass_through, compile_only, assembly_only, link };
  Mode mode = Mode::link;
  bool cplusplus = false;
  bool clang = false;
  bool plain = false;       ///< --shrimp-plain: no hooks
  bool keep = false;        ///< --shrimp-keep: leave the intermediate files
  bool no_runtime = false;  ///< --shrimp-no-runtime: link without the run-time library
  bool debug = false;       ///< -g of some kind
  std::string output;       ///< -o, or empty
  std::vector<Input> inputs;
  std::vector<std::string> compile;       ///< options of the compilation
  std::vector<std::string> machine;       ///< -m and -Wa: the assembler must see them too
  std::vector<std::string> dependencies;  ///< -MD and its kin, as given
  std::vector<std::string> link;          ///< libraries, objects and linker options in their order
  std::vector<std::string> all;           ///< everything but our own options
  std::vector<std::string> notes;         ///< said to the user on stderr

  std::string compiler() const;
};

/// Throws std::runtime_error with a sentence for what cannot work. name: argv[0].
CommandLine parse_command_line(const std::string& name, const std::vector<std::string>& arguments);

}  // namespace shrimp::rewriter
