// SPDX-License-Identifier: MIT
// A place in a machine file or on the command line, and an error there as a compiler prints it:
//
//   configs/mine.toml:4:12: nic.outgoing_fifo.capacity: the unit is missing
//     4 | capacity = "32"
//       |            ^~~~
//     expected: a size in bytes (B, kB, KiB, MB, MiB or GiB) from 64B to 1MiB, such as "64B"
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace shrimp {

struct SourceLocation {
  std::string file;       // empty: the command line
  unsigned line = 0;      // from 1; 0 on the command line
  unsigned column = 0;    // from 1
  unsigned length = 1;    // characters to underline
  std::string line_text;  // the whole line, or "--set name=value"

  /// "file:line:column", or the whole `--set`.
  std::string name() const;
};

/// Location and message, the line with its caret, then one indented line for each note that is not empty.
std::string diagnostic(const SourceLocation& where, std::string_view message,
                       const std::vector<std::string>& notes);

}  // namespace shrimp
