// SPDX-License-Identifier: MIT
// A hash of contents, to name entries of the program cache; no protection against anyone who wants a
// collision.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace shrimp {

class ContentHash {
 public:
  /// Adds `text`; its length counts, so that ("ab", "c") and ("a", "bc") differ.
  void add(std::string_view text);
  /// Adds what is in the file; false if it cannot be read.
  bool add_file(const std::string& path);
  /// Adds path, size and time of change: enough to see that a tool was replaced.
  void add_identity(const std::string& path);
  /// 32 hexadecimal digits.
  std::string text() const;

 private:
  std::uint64_t a_ = 0xcbf29ce484222325;
  std::uint64_t b_ = 0x9e3779b97f4a7c15;
};

}  // namespace shrimp
