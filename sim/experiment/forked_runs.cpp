// SPDX-License-Identifier: MIT
#include "sim/experiment/forked_runs.h"

#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <map>
#include <stdexcept>

#include "sim/experiment/interruption.h"
#include "sim/experiment/run/simulation.h"
#include "sim/experiment/runs_progress.h"
#include "sim/experiment/status_request.h"
#include "sim/machine/errors.h"
#include "sim/machine/memory_file.h"

namespace shrimp {

namespace {

struct Child {
  std::size_t run;
  std::FILE* result;
};

/// By process number. What still runs at the end is ended.
struct Children : std::map<int, Child> {
  Children() = default;
  Children(const Children&) = delete;
  Children& operator=(const Children&) = delete;
  ~Children() {
    for (const auto& [pid, child] : *this) {
      kill(pid, SIGKILL);
      waitpid(pid, nullptr, 0);
      std::fclose(child.result);
    }
  }
};

/// Waits for children and for signals. One that comes between a look at what has come and the wait must end
/// the wait too: signals are held off but while it waits.
class WaitForChildren {
 public:
  WaitForChildren() {
    struct sigaction action {};  // the signal of a child's end must wake us
    action.sa_handler = [](int) {};
    action.sa_flags = SA_RESTART | SA_NOCLDSTOP;
    sigemptyset(&action.sa_mask);
    sigaction(SIGCHLD, &action, &before_);
  }
  ~WaitForChildren() { sigaction(SIGCHLD, &before_, nullptr); }
  WaitForChildren(const WaitForChildren&) = delete;
  WaitForChildren& operator=(const WaitForChildren&) = delete;

  /// The process number of a child that has ended, or 0: look whether a signal has come.
  int wait(int& status) {
    sigset_t held, open;
    sigemptyset(&held);
    for (const int signal : {SIGINT, SIGTERM, SIGUSR1, SIGCHLD}) sigaddset(&held, signal);
    sigprocmask(SIG_BLOCK, &held, &open);
    int child = 0;
    if (Interruption::signal() == 0 && !StatusRequest::come()) {
      child = std::max(waitpid(-1, &status, WNOHANG), 0);
      if (child == 0) sigsuspend(&open);
    }
    sigprocmask(SIG_SETMASK, &open, nullptr);
    return child;
  }

 private:
  struct sigaction before_ {};
};

/// Of a child whose result did not fit into its file; no run ends with it.
constexpr int exit_result_lost = 119;

bool is_whole(std::FILE* result) {
  return std::fflush(result) == 0 && std::ferror(result) == 0;
}

using HostClock = std::chrono::steady_clock;

void answer(std::size_t finished, std::size_t count, HostClock::time_point begin) {
  const double seconds = std::chrono::duration<double>(HostClock::now() - begin).count();
  fmt::print(stderr, "shrimp: {}\n", RunsProgress::line(finished, count, seconds));
}

[[noreturn]] void fail_lost() {
  throw UsageError(
      "shrimp: the result of a run could not be kept: its file, which is in the host's memory, takes no "
      "more. "
      "Free memory, or let files become larger (`ulimit -f`).");
}

[[noreturn]] void fail_interrupted(std::size_t finished, std::size_t count) {
  throw Interrupted(fmt::format("interrupted by {} with {} of {} runs made",
                                name_of_signal(Interruption::signal()), finished, count));
}

}  // namespace

int ForkedRuns::start_child(std::size_t run, std::FILE* result) {
  std::fflush(nullptr);
  const pid_t pid = fork();
  if (pid < 0) throw std::runtime_error("a run could not be started: the host refuses another process");
  if (pid != 0) return pid;
  Interruption::leave_to_host();
  std::signal(SIGUSR1, SIG_IGN);     // the parent answers
  prctl(PR_SET_PDEATHSIG, SIGKILL);  // nobody would read what it finds
  int status = exit_broken_invariant;
  try {
    status = make_run(run, result);
  } catch (const UsageError& e) {
    fmt::print(stderr, "{}\n", e.what());
    status = exit_usage;
  } catch (const std::exception& e) {
    fmt::print(stderr, "shrimp: {}\n", e.what());
  }
  if (!is_whole(result)) status = exit_result_lost;
  std::fflush(nullptr);
  _exit(status);
}

void ForkedRuns::make(std::size_t count, unsigned workers, ForkedRunsProgress* progress) {
  const Interruption interruption(Interruption::Calls::return_early);
  const StatusRequest status_request(Interruption::Calls::return_early);
  WaitForChildren children_or_signals;
  Children children;
  std::size_t next = 0;
  const HostClock::time_point begin = HostClock::now();
  if (progress) progress->begin(count);
  for (std::size_t finished = 0; finished < count;) {
    if (Interruption::signal() != 0) fail_interrupted(finished, count);
    for (; next < count && children.size() < workers; ++next) {
      std::FILE* result = open_memory_file("shrimp-run");
      children[start_child(next, result)] = {next, result};
    }
    int status = 0;
    const auto c = children.find(children_or_signals.wait(status));
    if (StatusRequest::take()) answer(finished, count, begin);
    if (c == children.end()) continue;
    const Child child = c->second;
    children.erase(c);
    RunEnd end;
    end.result = memory_file_text(child.result);
    std::fclose(child.result);
    if (WIFEXITED(status)) end.status = WEXITSTATUS(status);
    if (end.status == exit_result_lost) fail_lost();
    if (WIFSIGNALED(status)) end.signal = WTERMSIG(status);
    const bool good = end.signal == 0 && end.status == exit_success;
    if (!good && Interruption::signal() != 0) continue;  // it had the same signal
    ended(child.run, end);
    ++finished;
    if (progress) progress->done(finished, count);
  }
}

}  // namespace shrimp
