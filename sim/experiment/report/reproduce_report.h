// SPDX-License-Identifier: MIT
// The report of `shrimp reproduce --report DIR`.
#pragma once
#include <string>
#include <vector>

#include "sim/experiment/commands.h"
#include "sim/experiment/installation.h"
#include "sim/experiment/reproduce/laboratory.h"
#include "sim/experiment/reproduce/reproduce.h"
#include "sim/machine/configuration.h"

namespace shrimp {

/// Measures what else the report shows, and writes `options.report_folder`/index.html. The curves against
/// size, which take longest, belong to the whole table: a choice of rows has none. `laboratory` has made the
/// runs of `numbers`, or was interrupted; then nothing more is measured, and so if it is interrupted now.
/// Throws UsageError if the page cannot be written.
void write_report(const ReproduceOptions& options, const Installation& installation,
                  const Configuration& configuration, Laboratory& laboratory,
                  const std::vector<ReproducedNumber>& numbers);

}  // namespace shrimp
