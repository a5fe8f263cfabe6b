// SPDX-License-Identifier: MIT
// How long something lasted that comes and goes, in sum: a queue that is full, a path that is closed.
#pragma once
#include "models/common/time.h"

namespace shrimp {

class Spell {
 public:
  /// It lasts from now on, or does not; saying so again changes nothing.
  void set(bool lasts, Time now) {
    if (lasts == lasts_) return;
    if (lasts_) sum_ += now - since_;
    lasts_ = lasts;
    since_ = now;
  }
  /// The sum until `now`, with what lasts still.
  Time sum(Time now) const { return lasts_ && now > since_ ? sum_ + (now - since_) : sum_; }

 private:
  bool lasts_ = false;
  Time since_{};
  Time sum_{};
};

}  // namespace shrimp
