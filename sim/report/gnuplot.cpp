// SPDX-License-Identifier: MIT
#include "sim/report/gnuplot.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <memory>
#include <stdexcept>

#include "sim/machine/errors.h"
#include "sim/machine/memory_file.h"

namespace shrimp {

namespace {

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

File temporary_file() {
  return File(open_memory_file("shrimp-plot"), std::fclose);
}

constexpr int no_such_program = 127;

[[noreturn]] void become_gnuplot(std::FILE* in, std::FILE* out, std::FILE* err) {
  setpgid(0, 0);  // Ctrl-C is the simulator's, which still wants the picture
  dup2(fileno(in), STDIN_FILENO);
  dup2(fileno(out), STDOUT_FILENO);
  dup2(fileno(err), STDERR_FILENO);
  std::signal(SIGXFSZ, SIG_DFL);  // which we ignore: it tells us what gnuplot may not
  execlp("gnuplot", "gnuplot", "-", nullptr);
  _exit(no_such_program);
}

}  // namespace

std::string gnuplot(const std::string& script) {
  const File in = temporary_file(), out = temporary_file(), err = temporary_file();
  const bool written = std::fwrite(script.data(), 1, script.size(), in.get()) == script.size();
  if (!written || std::fflush(in.get()) != 0)
    throw UsageError(
        "shrimp: a plot does not fit into a file in the host's memory. Free memory, or let files become "
        "larger "
        "(`ulimit -f`).");
  std::rewind(in.get());
  const pid_t pid = fork();
  if (pid < 0) throw std::runtime_error("gnuplot could not be started: the host refuses another process");
  if (pid == 0) become_gnuplot(in.get(), out.get(), err.get());
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) continue;
  if (WIFEXITED(status) && WEXITSTATUS(status) == no_such_program)
    throw UsageError(
        "shrimp: gnuplot, which draws the plots of a report, was not found. On Debian or "
        "Ubuntu: apt-get install gnuplot-nox");
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    throw UsageError("shrimp: gnuplot could not draw a plot of the report: " + memory_file_text(err.get()));
  return memory_file_text(out.get());
}

std::string gnuplot_text(const std::string& text) {
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? "''" : c == '\n' ? " " : std::string(1, c);
  return result + "'";
}

}  // namespace shrimp
