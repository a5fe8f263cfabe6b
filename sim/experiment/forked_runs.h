// SPDX-License-Identifier: MIT
// Many runs of machines side by side, each in a child process: SystemC has one kernel per process.
#pragma once
#include <cstddef>
#include <cstdio>
#include <string>

namespace shrimp {

/// Told how far the runs are; for a progress display.
class ForkedRunsProgress {
 public:
  virtual void begin(std::size_t /*of*/) {}
  virtual void done(std::size_t runs, std::size_t of) = 0;

 protected:
  ~ForkedRunsProgress() = default;
};

/// How a child ended.
struct RunEnd {
  int status = 0;      // its exit status
  int signal = 0;      // what killed it; 0: nothing did
  std::string result;  // what it wrote
};

class ForkedRuns {
 public:
  /// Makes the runs 0 to count - 1, at most `workers` at once. Throws std::runtime_error if the host does not
  /// let it, UsageError if it has no room for a result, Interrupted if SIGINT or SIGTERM came before the last
  /// run had ended, and what ended() throws. The children end with their parent, and with this call.
  void make(std::size_t count, unsigned workers, ForkedRunsProgress* progress);

 protected:
  ~ForkedRuns() = default;
  /// In the child: makes a run and writes what came of it. Its return value, or if it throws the exit status
  /// for wrong usage or a broken rule, is the child's exit status.
  virtual int make_run(std::size_t run, std::FILE* result) = 0;
  /// In the parent, in the order in which runs end.
  virtual void ended(std::size_t run, const RunEnd& end) = 0;

 private:
  int start_child(std::size_t run, std::FILE* result);
};

}  // namespace shrimp
