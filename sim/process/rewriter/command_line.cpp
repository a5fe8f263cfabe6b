// SPDX-License-Identifier: MIT
#include "sim/process/rewriter/command_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace shrimp::rewriter {
namespace {

using Words = std::vector<std::string>;

template <std::size_t n>
bool one_of(std::string_view word, const std::array<std::string_view, n>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool begins(std::string_view word, std::string_view stem) {
  return word.substr(0, stem.size()) == stem;
}

bool ends(std::string_view word, std::string_view tail) {
  return word.size() >= tail.size() && word.substr(word.size() - tail.size()) == tail;
}

/// Options whose value is the next word.
constexpr std::array<std::string_view, 21> with_value{
    "-I",         "-D",        "-U",      "-include",       "-imacros",     "-isystem",     "-iquote",
    "-idirafter", "-iprefix",  "-Xclang", "-Xpreprocessor", "-aux-info",    "--param",      "-B",
    "-isysroot",  "--sysroot", "-target", "-mllvm",         "-iwithprefix", "-include-pch", "-ccc-gcc-name"};
constexpr std::array<std::string_view, 8> link_with_value{"-L", "-l", "-Xlinker", "-u",
                                                          "-T", "-z", "-e",       "-Wl,-z"};

struct Refusal {
  std::string_view option;
  std::string_view why;
};
constexpr Refusal refusals[] = {
    {"-fopenmp", "a simulated process has one thread; start several processes instead (shrimp run -n)"},
    {"-shared", "a program image is one closed object; make an archive (ar) instead of a shared library"},
    {"-fsanitize=",
     "the sanitizers' run time cannot live in a simulated process; test the plain build with it"},
    {"-m32", "programs are 64-bit code (the low 32 bits of an address are what the Pentium sees)"},
    {"-mx32", "programs are 64-bit code"},
    {"-masm=intel", "the rewriter reads AT&T syntax"},
    {"-mcmodel=large", "the rewriter needs addresses relative to the instruction pointer"},
    {"-pg", "profile the simulated run instead"},
    {"-mabi=ms", "the rewriter relies on the System V calling convention"},
    {"-fsplit-stack", "the stack of a simulated process is one piece"},
};

constexpr std::string_view dropped_notes[][2] = {
    {"-flto", "link-time optimization leaves no assembler text to instrument; ignored"},
    {"-save-temps", "use --shrimp-keep; ignored"},
    {"-pthread", "a simulated process has one thread; ignored"},
};
/// Ours come later, or they mean nothing for an image.
constexpr std::array<std::string_view, 18> dropped{"-fPIC",
                                                   "-fpic",
                                                   "-fPIE",
                                                   "-fpie",
                                                   "-fno-pic",
                                                   "-fno-PIC",
                                                   "-fno-pie",
                                                   "-fno-PIE",
                                                   "-pie",
                                                   "-no-pie",
                                                   "-static",
                                                   "-static-pie",
                                                   "-rdynamic",
                                                   "-fno-lto",
                                                   "-ffat-lto-objects",
                                                   "-fuse-linker-plugin",
                                                   "-static-libgcc",
                                                   "-static-libstdc++"};

/// @file: words separated by white space, with quotes and backslashes.
void expand(const Words& from, Words& to, int depth) {
  for (const std::string& word : from) {
    std::ifstream file;
    if (word.size() > 1 && word[0] == '@' && depth < 8) file.open(word.substr(1));
    if (!file.is_open()) {
      to.push_back(word);
      continue;
    }
    Words inner;
    std::string current;
    char quote = 0;
    bool any = false;
    for (char c; file.get(c);) {
      if (c == '\\' && file.get(c))
        current += c, any = true;
      else if (quote ? c == quote : c == '"' || c == '\'')
        quote = quote ? 0 : c, any = true;
      else if (!quote && std::isspace(static_cast<unsigned char>(c))) {
        if (any) inner.push_back(std::exchange(current, {}));
        any = false;
      } else
        current += c, any = true;
    }
    if (any) inner.push_back(current);
    expand(inner, to, depth + 1);
  }
}

Input::Kind kind_of(const std::string& path, const std::string& language) {
  if (language == "assembler") return Input::Kind::assembly;
  if (language == "assembler-with-cpp") return Input::Kind::preprocessed_assembly;
  if (!language.empty()) return Input::Kind::source;
  if (ends(path, ".s")) return Input::Kind::assembly;
  if (ends(path, ".S") || ends(path, ".sx")) return Input::Kind::preprocessed_assembly;
  for (const char* tail : {".c", ".cc", ".cp", ".cpp", ".cxx", ".c++", ".CPP", ".C", ".i", ".ii"})
    if (ends(path, tail)) return Input::Kind::source;
  return Input::Kind::object;
}

class Parser {
 public:
  Parser(const std::string& name, const Words& arguments) {
    const std::string own = name.substr(name.rfind('/') + 1);
    result_.cplusplus = own.find("++") != std::string::npos;
    const char* wanted = std::getenv("SHRIMP_CC_COMPILER");
    if (wanted) choose_compiler(wanted, "SHRIMP_CC_COMPILER");
    expand(arguments, words_, 0);
    for (at_ = 0; at_ < words_.size(); at_++) word(words_[at_]);
    // Questions about the compiler, preprocessing and checks are its own business.
    if (result_.inputs.empty()) result_.mode = CommandLine::Mode::pass_through;
    if (result_.mode == CommandLine::Mode::link && !any_link_input())
      result_.mode = CommandLine::Mode::pass_through;
    const bool one_output =
        result_.mode == CommandLine::Mode::compile_only || result_.mode == CommandLine::Mode::assembly_only;
    if (one_output && !result_.output.empty() && result_.inputs.size() > 1)
      throw std::runtime_error("cannot specify '-o' with '-c' or '-S' and several files");
  }
  CommandLine take() { return std::move(result_); }

 private:
  Words words_;
  std::size_t at_ = 0;
  std::string language_;
  CommandLine result_;

  bool any_link_input() const { return !result_.inputs.empty(); }

  void choose_compiler(std::string_view which, std::string_view from) {
    if (which != "gcc" && which != "clang")
      throw std::runtime_error(
          fmt::format("{} names the compiler '{}'; it may be gcc or clang", from, which));
    result_.clang = which == "clang";
  }

  const std::string& value(const std::string& option) {
    if (at_ + 1 >= words_.size())
      throw std::runtime_error(fmt::format("the option {} needs a value", option));
    return words_[++at_];
  }

  bool own_option(const std::string& w) {
    if (begins(w, "--shrimp-compiler="))
      choose_compiler(w.substr(18), "--shrimp-compiler");
    else if (w == "--shrimp-plain")
      result_.plain = true;
    else if (w == "--shrimp-keep")
      result_.keep = true;
    else if (w == "--shrimp-no-runtime")
      result_.no_runtime = true;
    else if (begins(w, "--shrimp-"))
      throw std::runtime_error(fmt::format("there is no option {}", w));
    else
      return false;
    return true;
  }

  void refuse_or_note(const std::string& w) {
    for (const Refusal& r : refusals)
      if (w == r.option || ((r.option.back() == '=' || r.option == "-fopenmp") && begins(w, r.option)))
        throw std::runtime_error(fmt::format("{}: {}", w, r.why));
  }

  bool drop(const std::string& w) {
    for (const auto& [option, why] : dropped_notes)
      if (begins(w, option)) return result_.notes.push_back(fmt::format("{}: {}", w, why)), true;
    return one_of(w, dropped);
  }

  void word(const std::string& w) {
    if (own_option(w)) return;
    refuse_or_note(w);
    if (w.empty() || w[0] != '-' || w == "-") return input(w);
    if (drop(w)) return;
    result_.all.push_back(w);
    if (w == "-o")
      result_.all.push_back(result_.output = value(w));
    else if (begins(w, "-o") && !begins(w, "-object"))
      result_.output = w.substr(2);
    else if (w == "-x")
      result_.all.push_back(language_ = value(w)), language_ = language_ == "none" ? "" : language_;
    else if (begins(w, "-x"))
      language_ = w == "-xnone" ? "" : w.substr(2);
    else if (!mode(w) && !dependency(w) && !for_linker(w))
      for_compiler(w);
  }

  void input(const std::string& w) {
    result_.all.push_back(w);
    const Input::Kind kind = kind_of(w, language_);
    result_.inputs.push_back({w, language_, kind});
    result_.link.push_back(w);  // sources are replaced by their objects later
  }

  bool mode(const std::string& w) {
    using Mode = CommandLine::Mode;
    static constexpr std::array<std::string_view, 12> questions{
        "-E",           "-M",     "-MM",        "-fsyntax-only",    "-###",      "--version", "-dumpversion",
        "-dumpmachine", "--help", "-dumpspecs", "-dumpfullversion", "-emit-llvm"};
    if (one_of(w, questions) || begins(w, "-print-") || begins(w, "--print-") || begins(w, "--help="))
      result_.mode = Mode::pass_through;
    else if (w == "-c" && result_.mode == Mode::link)
      result_.mode = Mode::compile_only;
    else if (w == "-S" && result_.mode != Mode::pass_through)
      result_.mode = Mode::assembly_only;
    else if (w != "-c" && w != "-S")
      return false;
    return true;
  }

  bool dependency(const std::string& w) {
    if (w == "-MD" || w == "-MMD" || w == "-MP" || w == "-MG") return result_.dependencies.push_back(w), true;
    if (!begins(w, "-MF") && !begins(w, "-MT") && !begins(w, "-MQ")) return false;
    result_.dependencies.push_back(w.substr(0, 3));
    if (w.size() > 3) return result_.dependencies.push_back(w.substr(3)), true;
    result_.all.push_back(value(w));
    result_.dependencies.push_back(words_[at_]);
    return true;
  }

  bool for_linker(const std::string& w) {
    const bool takes_next = one_of(w, link_with_value);
    const bool is_link = takes_next || begins(w, "-l") || begins(w, "-L") || begins(w, "-Wl,") || w == "-s" ||
                         begins(w, "-fuse-ld=") || begins(w, "-nostdlib") || w == "-nodefaultlibs" ||
                         w == "-nostartfiles";
    if (!is_link) return false;
    result_.link.push_back(w);
    if (takes_next) {
      result_.all.push_back(value(w));
      result_.link.push_back(words_[at_]);
    }
    return true;
  }

  void for_compiler(const std::string& w) {
    const bool for_assembler = (begins(w, "-m") && w != "-mllvm") || begins(w, "-Wa,");
    if (w == "-Xassembler") {
      const std::string next = value(w);
      result_.all.push_back(next);
      result_.machine.insert(result_.machine.end(), {w, next});
      return;
    }
    (for_assembler ? result_.machine : result_.compile).push_back(w);
    if (begins(w, "-g") && w != "-g0" && !begins(w, "-gno-") && !begins(w, "-gcc")) result_.debug = true;
    if (!one_of(w, with_value)) return;
    result_.all.push_back(value(w));
    result_.compile.push_back(words_[at_]);
  }
};

}  // namespace

std::string CommandLine::compiler() const {
  return clang ? (cplusplus ? "clang++" : "clang") : (cplusplus ? "g++" : "gcc");
}

CommandLine parse_command_line(const std::string& name, const std::vector<std::string>& arguments) {
  return Parser(name, arguments).take();
}

}  // namespace shrimp::rewriter
