// SPDX-License-Identifier: MIT
// What went wrong with one result keeps no other from the user: all are tried, and then what failed is told.
#pragma once
#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <vector>

#include "sim/machine/errors.h"

namespace shrimp {

class Complaints {
 public:
  /// Returns false if `what` throws a UsageError, and keeps its text.
  template <class What>
  bool attempt(What&& what) {
    try {
      what();
      return true;
    } catch (const UsageError& e) {
      texts_.emplace_back(e.what());
      return false;
    }
  }
  bool none() const { return texts_.empty(); }
  /// On stderr.
  void tell() const {
    for (const std::string& text : texts_) fmt::print(stderr, "{}\n", text);
  }

 private:
  std::vector<std::string> texts_;
};

}  // namespace shrimp
