// SPDX-License-Identifier: MIT
#include "tests/sim/process/rewriter/workshop.h"

#include <fmt/format.h>
#include <stdlib.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace workshop {
namespace {

namespace fs = std::filesystem;

struct Folder {
  std::string path = (fs::temp_directory_path() / "rewriter-test-XXXXXX").string();
  Folder() {
    if (!mkdtemp(path.data())) throw std::runtime_error("no temporary folder");
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path, ignored);
  }
};

/// The stub run time, compiled once.
const std::string& stub() {
  static const std::string objects = [] {
    const std::string from = std::string(SHRIMP_REWRITER_TESTS) + "/stub/", to = folder() + "/";
    must(fmt::format("cc -O1 -I{} -c {}stub.c -o {}stub.o", SHRIMP_SOURCE, from, to));
    must(fmt::format("cc -I{} -c {}stub_entry.S -o {}stub_entry.o", SHRIMP_SOURCE, from, to));
    return to + "stub.o " + to + "stub_entry.o";
  }();
  return objects;
}

}  // namespace

Outcome run(const std::string& command) {
  Outcome outcome;
  FILE* pipe = popen(("{ " + command + " ; } 2>&1").c_str(), "r");
  if (!pipe) return outcome;
  char buffer[4096];
  for (std::size_t n; (n = fread(buffer, 1, sizeof buffer, pipe)) > 0;) outcome.output.append(buffer, n);
  const int status = pclose(pipe);
  outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return outcome;
}

std::string must(const std::string& command) {
  Outcome outcome = run(command);
  if (outcome.status)
    throw std::runtime_error(fmt::format("{}\nended with {}:\n{}", command, outcome.status, outcome.output));
  return outcome.output;
}

const std::string& folder() {
  static const Folder instance;
  return instance.path;
}

std::string write(const std::string& name, const std::string& text) {
  const std::string path = folder() + "/" + name;
  fs::create_directories(fs::path(path).parent_path());
  std::ofstream(path) << text;
  return path;
}

std::string wrapper(const std::string& compiler, const std::string& source) {
  const bool cplusplus = source.size() > 4 && source.substr(source.size() - 4) == ".cpp";
  return fmt::format("{}/{} --shrimp-compiler={}", SHRIMP_WRAPPERS, cplusplus ? "shrimp-c++" : "shrimp-cc",
                     compiler);
}

std::vector<std::string> corpus(const std::string& suffix) {
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator(std::string(SHRIMP_REWRITER_TESTS) + "/corpus"))
    if (entry.path().extension() == suffix) files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  return files;
}

Build build(const std::string& source, const std::string& compiler, const std::string& flags, bool plain) {
  const std::string stem = folder() + "/" + fs::path(source).stem().string() + (plain ? "-plain" : "-hooks");
  Build result{stem + ".o", stem};
  must(fmt::format("{} {} {} -c {} -o {}", wrapper(compiler, source), plain ? "--shrimp-plain" : "", flags,
                   source, result.object));
  must(fmt::format("c++ -no-pie {} {} -lm -o {}", result.object, stub(), result.program));
  return result;
}

std::vector<shrimp::rewriter::Code> assemble(const std::string& text) {
  using namespace shrimp::rewriter;
  const Assembly assembly = parse_assembly(text, "text", true);
  const std::string source = write("probe.s", probe_text(assembly));
  must(fmt::format("as {} -o {}.o", source, source));
  std::vector<Code> all = read_machine_code(assembly, source + ".o"), code;
  for (Code& c : all)
    if (!c.empty()) code.push_back(std::move(c));
  return code;
}

}  // namespace workshop
