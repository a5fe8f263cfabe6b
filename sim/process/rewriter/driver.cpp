// SPDX-License-Identifier: MIT
#include "sim/process/rewriter/driver.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "sim/process/rewriter/command_line.h"
#include "sim/process/rewriter/installation.h"
#include "sim/process/rewriter/rewrite.h"
#include "sim/process/rewriter/subprocess.h"

namespace shrimp::rewriter {
namespace {

using Words = std::vector<std::string>;

/// The compiler ended with an error and has said why.
struct Failed {
  int status;
};

void append(Words& words, const Words& more) {
  words.insert(words.end(), more.begin(), more.end());
}

/// Where programs find the headers of the simulated machine's libraries.
Words header_flags() {
  Words flags;
  for (const std::string& folder : header_folders()) append(flags, {"-isystem", folder});
  return flags;
}

/// What every program is compiled with, so that its code is what the user's flags make of it, in an image of
/// its own: hidden symbols and no interposition keep it as close as possible to code at a fixed address;
/// without inter-procedural register allocation every call keeps the calling convention, on which liveness
/// relies.
Words our_flags(const CommandLine& line) {
  Words flags{"-fPIC",
              "-fvisibility=hidden",
              "-fno-semantic-interposition",
              "-fno-delete-null-pointer-checks",
              "-fstack-clash-protection",
              "-fcf-protection=none",
              "-U_FORTIFY_SOURCE"};
  if (!line.clang)
    append(flags, {"-fno-gnu-unique", "-fno-ipa-ra", "-fno-lto", "-gno-variable-location-views"});
  // Clang's assembler trips over the file checksums that its compiler writes for DWARF 5.
  if (line.clang) append(flags, {"-fdebug-default-version=4", "-Wno-unused-command-line-argument"});
  const bool protector = std::any_of(line.compile.begin(), line.compile.end(), [](const std::string& w) {
    return w.rfind("-fstack-protector", 0) == 0;
  });
  if (!protector) flags.push_back("-fno-stack-protector");
  // Lines for messages; they change no code.
  if (!line.debug) flags.push_back(line.clang ? "-gline-tables-only" : "-g1");
  append(flags, header_flags());
  return flags;
}

bool starts(const std::string& text, std::size_t at, const std::string& with) {
  return text.compare(at, with.size(), with) == 0;
}

std::string stem_of(const std::string& path) {
  return std::filesystem::path(path).stem().string();
}

class Driver {
 public:
  explicit Driver(CommandLine line) : line_(std::move(line)) {}

  int run() {
    using Mode = CommandLine::Mode;
    for (const std::string& note : line_.notes) fmt::print(stderr, "shrimp-cc: note: {}\n", note);
    switch (line_.mode) {
      case Mode::pass_through:
        return pass_through();
      case Mode::assembly_only:
        for (const Input& i : line_.inputs)
          if (i.kind == Input::Kind::source)
            write_file(output_for(i, ".s"), assembler_text(i, output_for(i, ".s")));
        return 0;
      case Mode::compile_only:
        for (const Input& i : line_.inputs)
          if (i.kind != Input::Kind::object) make_object(i, output_for(i, ".o"));
        return 0;
      case Mode::link:
        return link();
    }
    return 0;
  }

 private:
  CommandLine line_;
  TemporaryFolder folder_;
  int files_ = 0;

  Words command() const { return {line_.compiler()}; }

  int pass_through() {
    Words words = command();
    append(words, line_.all);
    if (!line_.inputs.empty()) append(words, header_flags());
    return run_command(words);
  }

  std::string output_for(const Input& input, const std::string& suffix) const {
    return line_.output.empty() ? stem_of(input.path) + suffix : line_.output;
  }

  std::string temporary(const std::string& suffix) { return folder_.file(std::to_string(files_++) + suffix); }

  static void check(int status) {
    if (status) throw Failed{status};
  }

  /// -MD names its file after the output, which here is a temporary one.
  Words dependency_flags(const std::string& object) const {
    Words words = line_.dependencies;
    const auto has = [&](const char* w) { return std::find(words.begin(), words.end(), w) != words.end(); };
    if (!has("-MD") && !has("-MMD")) return words;
    const std::string stem = std::filesystem::path(object).replace_extension().string();
    if (!has("-MF")) append(words, {"-MF", stem + ".d"});
    if (!has("-MT") && !has("-MQ")) append(words, {"-MQ", object});
    return words;
  }

  Words compile_command(const Input& input, const std::string& object) const {
    Words words = command();
    append(words, line_.compile);
    append(words, line_.machine);
    append(words, our_flags(line_));
    append(words, dependency_flags(object));
    if (!input.language.empty()) append(words, {"-x", input.language});
    return words;
  }

  std::string assemble(const std::string& source, const std::string& object) const {
    Words words = command();
    append(words, line_.machine);
    if (line_.clang) append(words, {"-Wno-unused-command-line-argument", "-Wa,--no-warn"});
    append(words, {"-x", "assembler", "-c", source, "-o", object});
    check(run_command(words));
    return object;
  }

  /// The compiler's text for one input, with hooks unless they are not wanted.
  std::string assembler_text(const Input& input, const std::string& object) {
    std::string text_file = input.path;
    if (input.kind != Input::Kind::assembly) {
      text_file = temporary(".s");
      Words words = compile_command(input, object);
      const bool preprocess = input.kind == Input::Kind::preprocessed_assembly;
      append(words, {preprocess ? "-E" : "-S", input.path, "-o", text_file});
      check(run_command(words));
    }
    const std::string text = read_file(text_file);
    if (line_.plain) return text;
    const std::string probe = temporary(".probe.s");
    const RewriteOptions options{input.path, input.kind != Input::Kind::source};
    std::string rewritten = rewrite(text, options, [&](const std::string& probe_text) {
      write_file(probe, probe_text);
      return assemble(probe, probe + ".o");
    });
    if (line_.keep) {
      write_file(object + ".plain.s", text);
      write_file(object + ".shrimp.s", rewritten);
    }
    return rewritten;
  }

  void make_object(const Input& input, const std::string& object) {
    const std::string source = temporary(".s");
    write_file(source, assembler_text(input, object));
    assemble(source, object);
  }

  /// Objects and libraries in the order of the command line; -x has done its work by now.
  Words link_inputs() {
    Words words;
    for (const std::string& word : line_.link) {
      const auto input = std::find_if(line_.inputs.begin(), line_.inputs.end(), [&](const Input& i) {
        return i.path == word && i.kind != Input::Kind::object;
      });
      if (input == line_.inputs.end()) {
        words.push_back(word);
        continue;
      }
      words.push_back(temporary("." + stem_of(input->path) + ".o"));
      make_object(*input, words.back());
    }
    return words;
  }

  int link() {
    const std::string output = line_.output.empty() ? "a.out" : line_.output;
    Words words = command();
    append(words, line_.machine);
    append(words, {"-o", output});
    if (line_.plain) {
      append(words, link_inputs());
      return run_command(words);
    }
    // One visible symbol, everything bound inside, the C++ run time private to each copy.
    const std::string script = temporary(".map");
    write_file(script, "{ global: shrimp_image; local: *; };\n");
    append(words, {"-shared", "-Wl,-z,now", "-Wl,-z,noexecstack", "-Wl,-Bsymbolic", "-static-libgcc"});
    if (line_.cplusplus) words.push_back("-static-libstdc++");
    words.push_back("-Wl,--version-script=" + script);
    // Before the system's folders, so that -lnx and the like find the simulated machine's libraries.
    for (const std::string& folder : runtime_folders()) words.push_back("-L" + folder);
    append(words, link_inputs());
    if (!line_.no_runtime) append_runtime(words);
    words.push_back(
        "-lm");  // nobody should have to ask for the mathematical functions, or for their place in the line
    std::string errors;
    const int status = run_command(words, &errors);
    const std::size_t first = errors.find("undefined ");
    const bool no_main = first != std::string::npos && first == errors.rfind("undefined ") &&
                         (starts(errors, first, "undefined reference to `main'") ||
                          starts(errors, first, "undefined symbol: main"));
    if (status && no_main) {  // the linker would tell of our start code, which the user has never seen
      std::string names;
      for (const Input& i : line_.inputs) names += (names.empty() ? "" : ", ") + i.path;
      fmt::print(stderr, "shrimp-cc: error: {} has no main\n", names);
      return status_no_main;
    }
    std::fwrite(errors.data(), 1, errors.size(), stderr);
    return status;
  }

  void append_runtime(Words& words) const {
    const std::string runtime = runtime_library("libshrimp_runtime.a");
    if (runtime.empty())
      throw RewriteError(
          fmt::format("libshrimp_runtime.a was not found in {}; build it, or set SHRIMP_RUNTIME_DIR",
                      fmt::join(runtime_folders(), ", ")));
    append(words, {"-Wl,-z,defs"});
    append(words, program_libraries());
    append(words, {"-Wl,--whole-archive", runtime, "-Wl,--no-whole-archive"});
    if (!line_.cplusplus) return;
    // Its parts that go through directories call libposix. They come behind the run-time library, which
    // replaces others.
    append(words, {"-Wl,--start-group"});
    append(words, program_libraries());
    append(words, {"-l:libstdc++.a", "-Wl,--end-group"});
  }
};

}  // namespace

int run_driver(const std::string& self, const std::vector<std::string>& arguments) {
  try {
    return Driver(parse_command_line(self, arguments)).run();
  } catch (const Failed& failed) {
    return failed.status;
  } catch (const std::exception& error) {
    fmt::print(stderr, "shrimp-cc: error: {}\n", error.what());
    return 1;
  }
}

}  // namespace shrimp::rewriter
