// SPDX-License-Identifier: MIT
// A stand-in for the simulator in tests: answers every request of a process at once, grants every access, and
// collects what the process prints. Time advances by a microsecond at each trap.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "sim/process/process.h"

namespace shrimp {

/// The path of a program that was built beside the tests: programs/<name>.c or .cpp.
std::string built_program(const std::string& name);

class Driver {
 public:
  struct End {
    bool exited = false;
    int status = 0;
    int signal = 0;  // of abort() or a fault
    bool fault = false;
    std::uint64_t address = 0;  // of a fault
  };

  explicit Driver(const Program& program, unsigned window = 0,
                  std::vector<std::string> arguments = {"program"},
                  const std::vector<std::string>& environment = {});
  /// Serves one request. False once the process has ended.
  bool step();
  /// Serves until the process ends.
  End run();

  const End& end() const { return end_; }
  const std::string& out() const { return out_; }
  const std::string& err() const { return err_; }
  std::uint64_t accesses() const { return accesses_; }
  Process& process() { return process_; }

 private:
  bool trap();

  Process process_;
  End end_;
  std::string out_, err_;
  std::uint64_t heap_end_, time_ns_ = 0, accesses_ = 0;
  std::vector<std::uint8_t> no_hits_;
};

/// Runs a program to its end in window 0 and hands back the driver's findings.
struct RunResult {
  Driver::End end;
  std::string out, err;
};
RunResult run_program(const std::string& name, std::vector<std::string> arguments = {"program"},
                      const std::vector<std::string>& environment = {});

}  // namespace shrimp
