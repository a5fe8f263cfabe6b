// SPDX-License-Identifier: MIT
#include "sim/experiment/phases.h"

#include <fmt/format.h>

#include "sim/machine/errors.h"

namespace shrimp {

void refuse_seed(const std::string& command, const std::vector<std::string>& sets) {
  for (const std::string& set : sets) {
    std::string name = set.substr(0, set.find('='));
    while (!name.empty() && name.back() == ' ') name.pop_back();
    if (name == "run.seed")
      throw UsageError(fmt::format(
          "shrimp {}: run.seed cannot be chosen here, since each number is measured with the seeds 1 "
          "to {} of the clocks' phases; leave it out, or look at one seed with `shrimp run --seed N` "
          "or `shrimp explain --set run.seed=N`",
          command, phases));
  }
}

}  // namespace shrimp
