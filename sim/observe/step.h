// SPDX-License-Identifier: MIT
// The steps between the milestones of a message, in words.
#pragma once
#include <string_view>

#include "models/common/milestones.h"

namespace shrimp {

struct Step {
  std::string_view name;   // what happens
  std::string_view block;  // where: a component's name as in the statistics, "program" or "library"
  std::string_view waits;  // what the time is spent on, and what can make it longer
};

/// The step that ends with this milestone. Not of `begun`, with which a life begins.
const Step& step_to(Milestone end);

}  // namespace shrimp
