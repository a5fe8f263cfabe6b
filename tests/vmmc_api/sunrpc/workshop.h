// SPDX-License-Identifier: MIT
// Programs of these tests, compiled for the simulated machine or for the host.
#pragma once
#include <string>
#include <vector>

#include "tests/catch.h"
#include "tests/end_to_end/command.h"

namespace sunrpc {

inline std::string source(const std::string& name) {
  return SHRIMP_SOURCE "/tests/vmmc_api/sunrpc/programs/" + name;
}

inline void succeed(const std::vector<std::string>& command, const std::string& folder = "") {
  const shrimp::CommandResult r = shrimp::run_command(command, folder);
  INFO(r.err << r.out);
  REQUIRE(r.status == 0);
}

/// Compiles for the simulated machine; the result's path. Names without a slash are of programs/.
inline std::string compiled(const shrimp::TemporaryFolder& folder, const std::string& name,
                            std::vector<std::string> sources) {
  std::vector<std::string> command{SHRIMP_BUILD "/shrimp-cc", "-O2", "-g", "-w", "-I", folder.path(), "-o",
                                   folder.file(name)};
  for (const std::string& s : sources) command.push_back(s.find('/') == std::string::npos ? source(s) : s);
  succeed(command);
  return folder.file(name);
}

struct Outcome {
  int status;
  std::string out;
};

/// `shrimp run --quiet` with these words; what is said on stderr is shown if the test fails.
inline Outcome run(std::vector<std::string> words) {
  words.insert(words.begin(), {"run", "--quiet"});
  const shrimp::CommandResult r = shrimp::run_shrimp(words);
  UNSCOPED_INFO(r.err << r.out);
  return {r.status, r.out};
}

}  // namespace sunrpc
