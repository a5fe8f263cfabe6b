// SPDX-License-Identifier: MIT
#include "sim/process/rewriter/assembly.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>

#include "sim/process/rewriter/assembly_lines.h"

namespace shrimp::rewriter {
namespace {

template <std::size_t n>
bool one_of(std::string_view word, const std::array<std::string_view, n>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 35> prefixes{
    "lock",   "rep",    "repe",   "repz",   "repne",  "repnz",   "data16",   "data32", "addr32",
    "addr16", "rex64",  "rex",    "rex.w",  "rex.b",  "rex.r",   "rex.x",    "rex.wb", "rex.wr",
    "rex.wx", "rex.rb", "cs",     "ds",     "es",     "fs",      "gs",       "ss",     "notrack",
    "bnd",    "{vex}",  "{vex2}", "{vex3}", "{evex}", "{disp8}", "{disp32}", "{load}"};

/// Directives that mean more instructions than one, or text we cannot see through.
constexpr std::array<std::string_view, 16> opaque{
    ".macro",  ".rept",   ".irp",    ".irpc",         ".if",         ".ifdef",    ".ifndef", ".include",
    ".incbin", ".code32", ".code16", ".intel_syntax", ".subsection", ".altmacro", ".else",   ".org"};

constexpr std::array<std::string_view, 17> data{".byte",  ".value", ".short",  ".word",  ".hword", ".long",
                                                ".int",   ".quad",  ".octa",   ".2byte", ".4byte", ".8byte",
                                                ".ascii", ".asciz", ".string", ".zero",  ".skip"};

std::string_view first_word(std::string_view text) {
  std::size_t n = 0;
  while (n < text.size() && !std::isspace(static_cast<unsigned char>(text[n]))) n++;
  return text.substr(0, n);
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

/// Line by line, with what carries over from one to the next.
class Parser {
 public:
  Parser(std::string_view text, const std::string& file, bool by_hand) : by_hand_(by_hand) {
    result_.file = file;
    section_ = section_index(".text", ".text", true, false);
    for (const Piece& piece : cut_pieces(text)) add(piece);
    if (!pending_prefix_.empty()) fail("a prefix without an instruction");
  }
  Assembly take() { return std::move(result_); }

 private:
  bool by_hand_;
  bool inline_ = false;
  int section_ = 0;
  int previous_section_ = 0;
  int source_ = -1;
  int line_ = 0;
  std::vector<int> section_stack_;
  std::map<std::string, int> section_by_name_;
  std::string pending_prefix_;
  Assembly result_;

  [[noreturn]] void fail(const std::string& why) const {
    Statement here;
    here.line = line_;
    here.source = source_;
    throw RewriteError(fmt::format("{}: {}", result_.place(here), why));
  }

  void push(Statement::Kind kind, std::string text, std::string name, std::string operands) {
    Statement s;
    s.kind = kind;
    s.text = std::move(text);
    s.name = std::move(name);
    s.operands = std::move(operands);
    s.line = line_;
    s.section = section_;
    s.source = source_;
    s.inline_assembly = inline_ || by_hand_;
    result_.statements.push_back(std::move(s));
  }

  void add(const Piece& piece) {
    line_ = piece.line;
    const std::string_view text = piece.text;
    if (text[0] == '#') return marker(text);
    if (text.back() == ':' && text.find_first_of(" \t(") == std::string_view::npos)
      return push(Statement::Kind::label, piece.text, std::string(text.substr(0, text.size() - 1)), "");
    const std::string_view word = first_word(text);
    const std::string_view rest = trimmed(text.substr(word.size()));
    if (word.find('=') != std::string_view::npos || (!rest.empty() && rest[0] == '='))
      return push(Statement::Kind::assignment, piece.text, "", piece.text);
    if (text[0] == '.') return directive(piece.text, std::string(word), rest);
    instruction(text);
  }

  void marker(std::string_view text) {
    if (text == "#APP") inline_ = true;
    if (text == "#NO_APP") inline_ = false;
    if (text == "#APP" || text == "#NO_APP") push(Statement::Kind::comment, std::string(text), "", "");
  }

  void directive(const std::string& text, const std::string& word, std::string_view rest) {
    const Section& here = result_.sections[section_];
    if ((word == ".value" || word == ".byte") && here.code && (rest == "0x6666" || rest == "0x66")) {
      pending_prefix_ += text + "\n\t";
      return;
    }
    if (here.code && one_of(word, opaque))
      fail(fmt::format("the directive {} among instructions hides what they are; write the instructions out",
                       word));
    if (here.code && inline_ && one_of(word, data))
      fail(fmt::format("{} in inline assembly: instructions given as bytes cannot be instrumented", word));
    if (word == ".loc") location(rest);
    if (word == ".file") source_file(rest);
    if (!sections(word, text, rest)) push(Statement::Kind::directive, text, word, std::string(rest));
  }

  /// Section changes are kept as statements of the section that they enter.
  bool sections(const std::string& word, const std::string& text, std::string_view rest) {
    const int before = section_;
    if (word == ".text" || word == ".data" || word == ".bss") {
      section_ = section_index(word, text, word == ".text", false);
    } else if (word == ".section" || word == ".pushsection") {
      if (word == ".pushsection") section_stack_.push_back(section_);
      section_ = named_section(rest);
    } else if (word == ".popsection" && !section_stack_.empty()) {
      section_ = section_stack_.back();
      section_stack_.pop_back();
    } else if (word == ".previous") {
      section_ = previous_section_;
    } else {
      return false;
    }
    previous_section_ = before;
    push(Statement::Kind::directive, text, word, std::string(rest));
    return true;
  }

  int named_section(std::string_view arguments) {
    const std::vector<std::string> parts = split_operands(arguments);
    const std::string name = parts.empty() ? "" : parts[0];
    const bool text =
        name.rfind(".text", 0) == 0 || name.rfind(".init", 0) == 0 || name.rfind(".fini", 0) == 0;
    const bool arrays = name.rfind(".init_array", 0) == 0 || name.rfind(".fini_array", 0) == 0;
    const bool code =
        parts.size() > 1 && parts[1][0] == '"' ? parts[1].find('x') != std::string::npos : text && !arrays;
    const bool debug = name.rfind(".debug", 0) == 0;
    // A section of a group is told apart by its group.
    const std::string key = parts.size() > 3 ? name + "," + parts[3] : name;
    return section_index(key, ".section\t" + std::string(arguments), code, debug);
  }

  int section_index(const std::string& key, const std::string& enter, bool code, bool debug) {
    const auto [it, is_new] = section_by_name_.emplace(key, static_cast<int>(result_.sections.size()));
    if (is_new) result_.sections.push_back({enter, code, debug});
    return it->second;
  }

  void location(std::string_view rest) {
    int word = 0;
    std::string kept;
    for (std::size_t i = 0; i < rest.size() && word < 3; word++) {
      const std::string_view w = first_word(rest.substr(i));
      if (w.empty() || !std::isdigit(static_cast<unsigned char>(w[0]))) break;
      kept += (word ? " " : "") + std::string(w);
      i += w.size();
      while (i < rest.size() && std::isspace(static_cast<unsigned char>(rest[i]))) i++;
    }
    result_.locations.push_back(kept);
    source_ = static_cast<int>(result_.locations.size()) - 1;
  }

  void source_file(std::string_view rest) {
    if (rest.empty() || !std::isdigit(static_cast<unsigned char>(rest[0]))) return;
    const std::size_t number = std::stoul(std::string(first_word(rest)));
    std::string name;  // the last quoted string is the file, an earlier one its folder
    for (std::size_t i = rest.find('"'); i != std::string_view::npos;) {
      const std::size_t end = rest.find('"', i + 1);
      if (end == std::string_view::npos) break;
      name = std::string(rest.substr(i + 1, end - i - 1));
      i = rest.find('"', end + 1);
    }
    if (result_.source_files.size() <= number) result_.source_files.resize(number + 1);
    result_.source_files[number] = name;
  }

  void instruction(std::string_view text) {
    std::string_view rest = text;
    while (one_of(lower(first_word(rest)), prefixes)) rest = trimmed(rest.substr(first_word(rest).size()));
    if (rest.empty()) {
      pending_prefix_ += std::string(text) + "\n\t";
      return;
    }
    const std::string_view word = first_word(rest);
    std::string whole = pending_prefix_ + std::string(text);
    pending_prefix_.clear();
    if (!result_.sections[section_].code)
      fail(fmt::format("the instruction '{}' outside a code section", text));
    push(Statement::Kind::instruction, std::move(whole), lower(word),
         std::string(trimmed(rest.substr(word.size()))));
  }
};

}  // namespace

std::string Assembly::place(const Statement& statement) const {
  if (statement.source >= 0) {
    const std::string& location = locations[statement.source];
    const std::size_t space = location.find(' ');
    if (space != std::string::npos) {
      const std::size_t number = std::stoul(location.substr(0, space));
      const std::string source_line = location.substr(space + 1, location.find(' ', space + 1) - space - 1);
      if (number < source_files.size() && !source_files[number].empty())
        return fmt::format("{}:{}", source_files[number], source_line);
    }
  }
  return fmt::format("{}, line {} of its assembler text", file, statement.line);
}

Assembly parse_assembly(std::string_view text, const std::string& file, bool by_hand) {
  return Parser(text, file, by_hand).take();
}

std::vector<std::string> split_operands(std::string_view operands) {
  std::vector<std::string> result;
  int depth = 0;
  bool in_string = false;
  std::string current;
  for (const char c : operands) {
    if (c == '"') in_string = !in_string;
    if (c == '(' && !in_string) depth++;
    if (c == ')' && !in_string) depth--;
    if (c == ',' && depth == 0 && !in_string) {
      result.emplace_back(trimmed(current));
      current.clear();
    } else {
      current += c;
    }
  }
  if (!trimmed(current).empty()) result.emplace_back(trimmed(current));
  return result;
}

std::vector<std::string> label_words(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '%') {  // a register
      i++;
      while (i < text.size() && is_name_character(text[i])) i++;
    } else if (is_name_character(text[i]) && text[i] != '$') {
      const std::size_t begin = i;
      while (i < text.size() && is_name_character(text[i])) i++;
      words.emplace_back(text.substr(begin, i - begin));
    } else {
      i++;
    }
  }
  return words;
}

}  // namespace shrimp::rewriter
