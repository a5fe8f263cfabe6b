// SPDX-License-Identifier: MIT
// Runs a command as a user would and keeps what it said.
#pragma once
#include <string>
#include <utility>
#include <vector>

namespace shrimp {

struct CommandResult {
  int status = -1;  // exit status; 128 + signal if it was killed
  std::string out;
  std::string err;
};

/// Runs `command` in `folder` (the present one if empty), with `environment` added to ours.
CommandResult run_command(const std::vector<std::string>& command, const std::string& folder = "",
                          const std::vector<std::pair<std::string, std::string>>& environment = {});

/// build/shrimp with these arguments.
CommandResult run_shrimp(std::vector<std::string> arguments);

/// A source file of tests/end_to_end/programs.
std::string test_program(const std::string& name);

/// A new empty folder, removed at the end of the test.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::string& path() const { return path_; }
  std::string file(const std::string& name) const { return path_ + "/" + name; }
  std::string write(const std::string& name, const std::string& text) const;

 private:
  std::string path_;
};

std::string read_file(const std::string& path);

/// stats.json without its host part, byte for byte.
std::string statistics_text(const std::string& path);

}  // namespace shrimp
