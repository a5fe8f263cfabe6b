// SPDX-License-Identifier: MIT
// A program written for UNIX as a simulated process, and the same as a process of the host.
#pragma once
#include <fmt/format.h>

#include <sstream>
#include <string>
#include <vector>

#include "tests/catch.h"
#include "tests/end_to_end/command.h"

namespace shrimp {

using Words = std::vector<std::string>;

/// What the program prints as a process of the host.
inline std::string on_host(const std::string& source, const Words& arguments) {
  const TemporaryFolder folder;
  const CommandResult compiled =
      run_command({"cc", "-w", "-O1", "-o", folder.file("program"), test_program(source)});
  INFO(compiled.err);
  REQUIRE(compiled.status == 0);
  Words words{"sh", "-c", "exec setsid -w timeout 60 \"$@\" </dev/null", "sh", folder.file("program")};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return run_command(words).out;
}

/// The first line that differs, with the one before; empty if all are the same.
inline std::string first_difference(const std::string& simulated, const std::string& host) {
  std::istringstream ours(simulated), theirs(host);
  std::string before, a, b;
  for (int line = 1; ours || theirs; ++line) {
    a.clear(), b.clear();
    std::getline(ours, a), std::getline(theirs, b);
    if (a != b || ours.eof() != theirs.eof())
      return fmt::format("line {}, after '{}': simulated '{}', host '{}'", line, before, a, b);
    before = a;
  }
  return "";
}

inline CommandResult simulated(const std::string& source, const Words& arguments, Words options = {}) {
  options.insert(options.begin(), {"run", "--quiet"});
  options.push_back(test_program(source));
  options.insert(options.end(), arguments.begin(), arguments.end());
  return run_shrimp(options);
}

inline void check_same(const std::string& source, const Words& arguments = {}, int status = 0) {
  const CommandResult r = simulated(source, arguments);
  INFO(r.err);
  CHECK(first_difference(r.out, on_host(source, arguments)) == "");
  CHECK(r.status == status);
}

/// Each in a new folder of its own, which is the program's argument.
inline void check_same_in_folder(const std::string& source) {
  const TemporaryFolder on_machine, on_host_itself;
  const CommandResult r = simulated(source, {on_machine.path()});
  INFO(r.err);
  CHECK(first_difference(r.out, on_host(source, {on_host_itself.path()})) == "");
  CHECK(r.status == 0);
}

}  // namespace shrimp
