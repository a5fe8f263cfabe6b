// SPDX-License-Identifier: MIT
#include "sim/observe/trace/trace_file.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "sim/machine/errors.h"
#include "sim/machine/quantity.h"

namespace shrimp {

TraceFile::TraceFile(std::string path, Bytes limit)
    : path_(std::move(path)), limit_(limit), file_(std::fopen(path_.c_str(), "wb")) {
  if (!file_)
    throw UsageError(
        fmt::format("shrimp: the trace '{}' cannot be written: {}. Name a folder of your own by -o.", path_,
                    std::strerror(errno)));
  std::setvbuf(file_, nullptr, _IONBF, 0);  // what is written comes in large pieces, and fails as a piece
}

TraceFile::~TraceFile() {
  if (file_) std::fclose(file_);
}

void TraceFile::note_problem() {
  if (good()) problem_ = std::strerror(errno);
}

void TraceFile::write(std::string_view text) {
  if (!good()) return;
  if (std::fwrite(text.data(), 1, text.size(), file_) != text.size()) {
    note_problem();
    // A torn piece is of no use. A device, which has none, refuses.
    [[maybe_unused]] const int refused = ::ftruncate(::fileno(file_), static_cast<off_t>(bytes_));
  }
  bytes_ += text.size();
}

void TraceFile::close() {
  if (!file_) return;
  if (std::fclose(file_) != 0) note_problem();
  file_ = nullptr;
}

std::string TraceFile::trouble() const {
  if (!good()) {
    const std::string where = stopped() ? fmt::format(" beyond {:.3f} us", stopped_.us()) : "";
    return fmt::format(
        "the trace '{}' could not be written{}: {}. Make room, or choose another folder by -o.", path_, where,
        problem_);
  }
  if (!stopped()) return {};
  return fmt::format(
      "the trace '{}' ends at {:.3f} us, where it reached its limit of {}; the run went on. Choose a shorter "
      "--trace-window, fewer --trace-nodes, or a larger --trace-limit.",
      path_, stopped_.us(), print(limit_));
}

}  // namespace shrimp
