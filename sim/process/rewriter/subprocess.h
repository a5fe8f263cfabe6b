// SPDX-License-Identifier: MIT
// Runs the compiler, and the folder for what lies between its steps.
#pragma once
#include <string>
#include <vector>

namespace shrimp::rewriter {

/// Exit status of the command, 127 if it cannot be started (said on stderr). errors: if given, receives what
/// the command writes to stderr, which then is not shown.
int run_command(const std::vector<std::string>& command, std::string* errors = nullptr);

/// A folder of its own under TMPDIR, removed at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

std::string read_file(const std::string& path);
void write_file(const std::string& path, const std::string& text);

}  // namespace shrimp::rewriter
