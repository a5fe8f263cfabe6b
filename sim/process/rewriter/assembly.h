// SPDX-License-Identifier: MIT
// A compiler's assembler output (AT&T syntax, GNU as or Clang) as a list of statements.
//
// Only what the rewriter must know is understood: where statements begin and end, labels, sections, the
// source line in force, and the prefixes and operands of an instruction. Everything else passes through as
// text. A prefix that stands alone on its line (`lock`, `data16`, `.value 0x6666`) belongs to the next
// instruction.
#pragma once
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace shrimp::rewriter {

/// What the user is told when a program cannot be instrumented: place, reason, and what to do.
struct RewriteError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Statement {
  enum class Kind { label, directive, assignment, instruction, comment };
  Kind kind = Kind::directive;
  std::string text;              ///< as it will be written again
  std::string name;              ///< label, directive or mnemonic; prefixes are not part of it
  std::string operands;          ///< of an instruction; arguments of a directive
  int line = 0;                  ///< in the assembler file
  int section = 0;               ///< index into Assembly::sections
  int source = -1;               ///< index into Assembly::locations, or -1
  bool inline_assembly = false;  ///< written by the user: no calling convention may be assumed
};

struct Section {
  std::string enter;  ///< the directive that enters it
  bool code = false;
  bool debug = false;
};

struct Assembly {
  std::string file;  ///< its name, for messages
  std::vector<Statement> statements;
  std::vector<Section> sections;
  std::vector<std::string> locations;     ///< "file line column" of the .loc directives
  std::vector<std::string> source_files;  ///< by number of their .file directive

  /// "kernel.c:12" where the compiler said so, else the line of the assembler text.
  std::string place(const Statement& statement) const;
};

/// file: the name for messages. by_hand: the whole text was written by hand, not by a compiler.
Assembly parse_assembly(std::string_view text, const std::string& file, bool by_hand);

/// The operands of an instruction or directive: split at commas outside parentheses and strings.
std::vector<std::string> split_operands(std::string_view operands);

/// The words of a text that could name a label (identifiers, and numbers with f or b).
std::vector<std::string> label_words(std::string_view text);

}  // namespace shrimp::rewriter
