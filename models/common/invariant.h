// SPDX-License-Identifier: MIT
// The simulator's own rules. A broken one is a bug of ours, never the user's: the run ends with exit
// status 3.
#pragma once
#include <fmt/core.h>

#include <stdexcept>
#include <string>

namespace shrimp {

/// Thrown when the simulator breaks one of its own rules; carries what to report.
class BrokenInvariant : public std::logic_error {
 public:
  BrokenInvariant(const char* file, int line, const std::string& what)
      : std::logic_error(fmt::format("{}:{}: {}", file, line, what)) {}
};

}  // namespace shrimp

/// Checks a rule of the simulator itself; the message is formatted only when the rule is broken.
#define SHRIMP_INVARIANT(condition, ...)                                             \
  do {                                                                               \
    if (__builtin_expect(!(condition), 0))                                           \
      throw ::shrimp::BrokenInvariant(__FILE__, __LINE__, fmt::format(__VA_ARGS__)); \
  } while (false)
