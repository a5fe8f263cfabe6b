// SPDX-License-Identifier: MIT
#include "tests/end_to_end/command.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

namespace shrimp {

namespace {

std::string drain(int file) {
  lseek(file, 0, SEEK_SET);
  std::string text;
  char buffer[4096];
  for (ssize_t n; (n = read(file, buffer, sizeof buffer)) > 0;)
    text.append(buffer, static_cast<std::size_t>(n));
  close(file);
  return text;
}

int temporary_file() {
  char name[] = "/tmp/shrimp-test-XXXXXX";
  const int file = mkstemp(name);
  if (file < 0) throw std::runtime_error("no temporary file");
  unlink(name);
  return file;
}

/// What a program inherits besides its environment, the same whoever runs the tests: the descriptors 0 to 2
/// alone, with nothing to read, no signal ignored or blocked, the usual mask of permissions.
void inherit_nothing_odd() {
  dup2(open("/dev/null", O_RDONLY), 0);
  close_range(3, ~0U, 0);
  for (int number = 1; number < NSIG; ++number) std::signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  umask(022);
}

}  // namespace

CommandResult run_command(const std::vector<std::string>& command, const std::string& folder,
                          const std::vector<std::pair<std::string, std::string>>& environment) {
  const int out = temporary_file();
  const int err = temporary_file();
  const pid_t pid = fork();
  if (pid == 0) {
    dup2(out, 1);
    dup2(err, 2);
    inherit_nothing_odd();
    if (!folder.empty() && chdir(folder.c_str()) != 0) _exit(126);
    for (const auto& [name, value] : environment) setenv(name.c_str(), value.c_str(), 1);
    std::vector<char*> arguments;
    for (const std::string& a : command) arguments.push_back(const_cast<char*>(a.c_str()));
    arguments.push_back(nullptr);
    execvp(arguments[0], arguments.data());
    _exit(127);
  }
  int status = 0;
  waitpid(pid, &status, 0);
  CommandResult result;
  result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  result.out = drain(out);
  result.err = drain(err);
  return result;
}

CommandResult run_shrimp(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), SHRIMP_BUILD "/shrimp");
  return run_command(arguments);
}

std::string test_program(const std::string& name) {
  return SHRIMP_SOURCE "/tests/end_to_end/programs/" + name;
}

TemporaryFolder::TemporaryFolder() {
  char name[] = "/tmp/shrimp-test-XXXXXX";
  if (!mkdtemp(name)) throw std::runtime_error("no temporary folder");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string TemporaryFolder::write(const std::string& name, const std::string& text) const {
  std::ofstream(file(name)) << text;
  return file(name);
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string statistics_text(const std::string& path) {
  nlohmann::ordered_json j = nlohmann::ordered_json::parse(read_file(path));
  j.erase("host");
  return j.dump(1);
}

}  // namespace shrimp
