// SPDX-License-Identifier: MIT
// A file that a trace is streamed to: counts its bytes, keeps to a limit, and remembers what went wrong. A
// disk that is full ends the trace, not the run.
#pragma once
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

#include "models/common/time.h"
#include "models/common/units.h"

namespace shrimp {

class TraceFile {
 public:
  /// Throws UsageError if the file cannot be made. `limit`: what it may hold, about.
  TraceFile(std::string path, Bytes limit);
  ~TraceFile();
  TraceFile(const TraceFile&) = delete;
  TraceFile& operator=(const TraceFile&) = delete;

  /// False from the first byte that could not be written.
  bool good() const { return problem_.empty(); }
  /// True if `more` bytes would pass the limit.
  bool is_full(std::uint64_t more) const { return bytes_ + more > limit_.n; }
  std::uint64_t bytes() const { return bytes_; }
  /// All of it, or nothing from here on.
  void write(std::string_view text);
  void close();

  /// The trace ends here, before its window does: the limit is reached, or the file cannot be written.
  void stop(Time t) { stopped_ = t; }
  bool stopped() const { return !stopped_.is_never(); }
  /// A sentence on why the trace is shorter than it should be; empty if it is not.
  std::string trouble() const;

 private:
  void note_problem();

  const std::string path_;
  const Bytes limit_;
  std::FILE* file_;
  std::uint64_t bytes_ = 0;
  std::string problem_;
  Time stopped_ = Time::never();
};

}  // namespace shrimp
