// SPDX-License-Identifier: MIT
// Reads a value change dump back.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

struct VcdTrace {
  struct Change {
    std::uint64_t ps = 0;
    std::string value;  // "writing", or a number in binary
  };

  explicit VcdTrace(const std::string& path);
  /// The greatest number that a variable was.
  std::uint64_t greatest(const std::string& name) const;

  std::string timescale;
  std::map<std::string, std::vector<Change>> variables;  // by full name, "node0.nic.arbiter.port"
  std::uint64_t first = 0, last = 0;                     // times in the file
  bool in_order = true;
};
