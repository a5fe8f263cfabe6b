// SPDX-License-Identifier: MIT
// The greatest of the values that something has had.
#pragma once
#include <cstdint>

namespace shrimp {

class Maximum {
 public:
  void take(std::uint64_t value) {
    if (value > value_) value_ = value;
  }
  std::uint64_t value() const { return value_; }
  /// Begins anew, for the statistics of a part of the run. No block goes by a maximum, so whoever only looks
  /// may do that.
  void restart(std::uint64_t present) const { value_ = present; }

 private:
  mutable std::uint64_t value_ = 0;
};

}  // namespace shrimp
