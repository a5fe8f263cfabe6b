// SPDX-License-Identifier: MIT
#include <fmt/core.h>

#include "sim/experiment/boards/boards_page.h"
#include "sim/experiment/commands.h"
#include "sim/experiment/installation.h"
#include "sim/experiment/runs_progress.h"

namespace shrimp {

int boards() {
  const Installation installation = Installation::find();
  RunsProgress progress;
  fmt::print("{}", boards_page(installation.machines, installation.workloads, workers_of_host(), &progress));
  return 0;
}

}  // namespace shrimp
