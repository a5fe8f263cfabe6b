// SPDX-License-Identifier: MIT
// What simulated processes print, as it leaves the simulator: unchanged, in simulated-time order, whole
// lines.
#pragma once
#include <cstdio>
#include <map>
#include <string>
#include <string_view>

#include "sim/os/simulated_process.h"

namespace shrimp {

class ProcessOutput {
 public:
  /// `out`: where stdout of the processes goes; `err`: their stderr.
  ProcessOutput(std::FILE* out, std::FILE* err) : files_{out, err} {}

  /// From now on each line of stdout begins with its process's rank and a tab, for who reads it by program.
  void name_ranks() { name_ranks_ = true; }
  /// `stream` is 1 or 2. A line is written when it is complete.
  void write(const SimulatedProcess& process, int stream, const char* text, std::size_t bytes);
  /// Writes what is left without a newline.
  void finish(const SimulatedProcess& process);
  /// errno of the first write of stdout that failed; 0: none did.
  int error() const { return error_; }

 private:
  void put(const SimulatedProcess& process, int stream, std::string_view text);

  std::FILE* files_[2];
  bool name_ranks_ = false;
  int error_ = 0;
  std::map<std::uint32_t, std::string> partial_[2];  // by rank
};

}  // namespace shrimp
