// SPDX-License-Identifier: MIT
// Mistakes of the user, as opposed to bugs of ours (models/common/invariant.h). The text is complete, of one
// or more lines, ready to be printed; the command line ends with exit status 2.
#pragma once
#include <stdexcept>
#include <string>

namespace shrimp {

/// Something the user asked for cannot be done: wrong arguments, a program that does not compile.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A machine file or a `--set` is wrong.
class ConfigurationError : public UsageError {
 public:
  using UsageError::UsageError;
};

}  // namespace shrimp
