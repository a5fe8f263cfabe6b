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
  /// Interrupts the process at every `period`-th thing it asks for, to run the handler of its last
  /// VMMC_TRAP_EXPORT; handlers themselves are not interrupted. Stops at every charge too.
  void interrupt_every(std::uint64_t period);
  /// Serves until the process ends.
  End run();

  const End& end() const { return end_; }
  const std::string& out() const { return out_; }
  const std::string& err() const { return err_; }
  std::uint64_t accesses() const { return accesses_; }
  std::uint64_t handlers() const { return handlers_; }
  Process& process() { return process_; }

 private:
  bool serve();
  bool interrupt();
  bool trap();

  Process process_;
  End end_;
  std::string out_, err_;
  std::uint64_t heap_end_, time_ns_ = 0, accesses_ = 0;
  std::uint64_t period_ = 0, asked_ = 0, handlers_ = 0, handler_ = 0;
  bool in_handler_ = false;
  bool redirected_[2] = {};
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
