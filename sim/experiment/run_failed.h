// SPDX-License-Identifier: MIT
// A run did not come to its end on the machine that the user described: it is stuck, or a process failed. One
// that makes several runs may tell it and go on with the others.
#pragma once
#include "sim/machine/errors.h"

namespace shrimp {

class RunFailed : public UsageError {
 public:
  using UsageError::UsageError;
};

}  // namespace shrimp
