// SPDX-License-Identifier: MIT
#include "sim/experiment/run/output.h"

#include <fmt/format.h>

#include <cerrno>

namespace shrimp {

void ProcessOutput::write(const SimulatedProcess& process, int stream, const char* text, std::size_t bytes) {
  std::string& line = partial_[stream - 1][process.rank];
  line.append(text, bytes);
  const std::size_t end = line.rfind('\n');
  if (end == std::string::npos) return;
  put(process, stream, std::string_view(line).substr(0, end + 1));
  line.erase(0, end + 1);
}

void ProcessOutput::finish(const SimulatedProcess& process) {
  for (int stream = 1; stream <= 2; ++stream) {
    std::string& rest = partial_[stream - 1][process.rank];
    put(process, stream, rest);
    rest.clear();
  }
}

void ProcessOutput::put(const SimulatedProcess& process, int stream, std::string_view text) {
  std::FILE* file = files_[stream - 1];
  if (error_ != 0 && stream == 1) return;
  while (!text.empty()) {
    const std::size_t newline = text.find('\n');
    const bool whole = !name_ranks_ || newline == std::string_view::npos;
    const std::size_t bytes = whole ? text.size() : newline + 1;
    if (name_ranks_ && stream == 1) std::fprintf(file, "%u\t", process.rank);
    std::fwrite(text.data(), 1, bytes, file);
    text.remove_prefix(bytes);
  }
  if ((std::fflush(file) != 0 || std::ferror(file) != 0) && stream == 1) error_ = errno != 0 ? errno : EIO;
}

}  // namespace shrimp
