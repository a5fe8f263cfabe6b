// SPDX-License-Identifier: MIT
#include "sim/experiment/run/compiler.h"

#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "sim/machine/content_hash.h"
#include "sim/machine/errors.h"
#include "sim/process/rewriter/driver.h"

namespace shrimp {
namespace {

namespace fs = std::filesystem;

bool is_c(const std::string& source) {
  return fs::path(source).extension() == ".c";
}

/// `name` as a shell would find it; empty if it is nowhere.
std::string in_path(const std::string& name) {
  const char* path = std::getenv("PATH");
  std::string folders = path ? path : "/usr/bin:/bin";
  for (std::size_t i = 0; i <= folders.size();) {
    const std::size_t end = std::min(folders.find(':', i), folders.size());
    const std::string file = folders.substr(i, end - i) + "/" + name;
    if (::access(file.c_str(), X_OK) == 0) return file;
    i = end + 1;
  }
  return "";
}

/// Runs a command with our stderr and returns its exit status; stdout is ours too, a compiler has nothing to
/// say there.
int call(const std::vector<std::string>& command) {
  std::vector<char*> arguments;
  for (const std::string& a : command) arguments.push_back(const_cast<char*>(a.c_str()));
  arguments.push_back(nullptr);
  sigset_t ours;  // what we ignore (main.cpp) it shall not
  sigemptyset(&ours);
  sigaddset(&ours, SIGXFSZ);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setsigdefault(&attributes, &ours);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  pid_t child = 0;
  const int error = ::posix_spawn(&child, arguments[0], nullptr, &attributes, arguments.data(), environ);
  posix_spawnattr_destroy(&attributes);
  if (error != 0)
    throw UsageError(fmt::format("shrimp run: {} cannot be started: {}", command[0], std::strerror(error)));
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

bool is_source(const std::string& program) {
  const std::string ending = fs::path(program).extension().string();
  return ending == ".c" || ending == ".cc" || ending == ".cpp" || ending == ".cxx" || ending == ".C";
}

std::string Compiler::wrapper(const std::string& source) const {
  return tools_ + (is_c(source) ? "/shrimp-cc" : "/shrimp-c++");
}

std::string Compiler::identity(const std::string& source) const {
  ContentHash hash;
  hash.add_identity(wrapper(source));
  for (const char* tool : {"cc", "gcc", "c++", "g++", "clang", "as", "ld"}) hash.add_identity(in_path(tool));
  for (const char* name :
       {"SHRIMP_CC_COMPILER", "SHRIMP_RUNTIME_DIR", "CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH"}) {
    const char* value = std::getenv(name);
    hash.add(value ? value : "");
  }
  std::vector<std::string> libraries;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(libraries_, error))
    if (entry.is_regular_file(error)) libraries.push_back(entry.path().string());
  std::sort(libraries.begin(), libraries.end());
  for (const std::string& library : libraries) hash.add_identity(library);
  return hash.text();
}

std::vector<std::string> Compiler::compile(const std::string& source, const std::string& flags,
                                           const std::string& program,
                                           const std::string& dependency_file) const {
  std::vector<std::string> command{wrapper(source)};
  if (::access(command[0].c_str(), X_OK) != 0)
    throw UsageError(fmt::format("shrimp run: the compiler {} is missing; `./shrimp` builds it", command[0]));
  for (std::string& flag : split_flags(flags)) command.push_back(std::move(flag));
  // __FILE__ must not depend on the folder that the user stands in: it is part of the image.
  const std::string folder = fs::path(source).parent_path().string();
  if (!folder.empty()) command.push_back(fmt::format("-fmacro-prefix-map={}/=", folder));
  for (const std::string& a : {std::string("-MD"), std::string("-MF"), dependency_file, std::string("-MT"),
                               std::string("program"), std::string("-o"), program, source})
    command.push_back(a);
  const int status = call(command);
  if (status == rewriter::status_no_main)
    throw UsageError(fmt::format(
        "shrimp run: {} has no main; a program of several files is linked with `shrimp-cc -o PROG "
        "FILE...` and run as `shrimp run PROG`",
        source));
  if (status != 0)
    throw UsageError(fmt::format("shrimp run: {} does not compile ({} ended with status {})", source,
                                 fs::path(command[0]).filename().string(), status));
  return read_dependencies(dependency_file);
}

std::vector<std::string> split_flags(const std::string& flags) {
  std::vector<std::string> words;
  std::string word;
  bool in_word = false;
  char quote = 0;
  for (std::size_t i = 0; i < flags.size(); ++i) {
    const char c = flags[i];
    if (quote == 0 && (c == ' ' || c == '\t' || c == '\n')) {
      if (in_word) words.push_back(std::move(word));
      word.clear();
      in_word = false;
      continue;
    }
    in_word = true;
    if (c == quote) {
      quote = 0;
    } else if (quote == 0 && (c == '\'' || c == '"')) {
      quote = c;
    } else if (c == '\\' && quote != '\'' && i + 1 < flags.size()) {
      word += flags[++i];
    } else {
      word += c;
    }
  }
  if (quote != 0) throw UsageError(fmt::format("shrimp run: --cflags {}: a quote is not closed", flags));
  if (in_word) words.push_back(std::move(word));
  return words;
}

std::vector<std::string> read_dependencies(const std::string& dependency_file) {
  std::ifstream file(dependency_file);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  std::vector<std::string> files;
  std::string name;
  const std::size_t rule = text.find(": ");
  for (std::size_t i = rule == std::string::npos ? text.size() : rule + 2; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : '\n';
    const char next = i + 1 < text.size() ? text[i + 1] : '\n';
    if (c == '\\' && (next == ' ' || next == '#' || next == '\\')) {
      name += next;
      ++i;
    } else if (c == '$' && next == '$') {
      name += '$';
      ++i;
    } else if (c == '\\' || c == ' ' || c == '\n') {  // "\" ends a line that goes on
      if (!name.empty()) files.push_back(name);
      name.clear();
    } else {
      name += c;
    }
  }
  return files;
}

}  // namespace shrimp
