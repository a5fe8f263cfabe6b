// SPDX-License-Identifier: MIT
#include "sim/experiment/output.h"

namespace shrimp {

void ProcessOutput::write(const SimulatedProcess& process, int stream, const char* text, std::size_t bytes) {
  std::string& line = partial_[stream - 1][process.rank];
  line.append(text, bytes);
  const std::size_t end = line.rfind('\n');
  if (end == std::string::npos) return;
  std::fwrite(line.data(), 1, end + 1, files_[stream - 1]);
  std::fflush(files_[stream - 1]);
  line.erase(0, end + 1);
}

void ProcessOutput::finish(const SimulatedProcess& process) {
  for (int i = 0; i < 2; ++i) {
    std::string& rest = partial_[i][process.rank];
    std::fwrite(rest.data(), 1, rest.size(), files_[i]);
    std::fflush(files_[i]);
    rest.clear();
  }
}

}  // namespace shrimp
