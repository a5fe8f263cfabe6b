// SPDX-License-Identifier: MIT
// `shrimp reproduce`: the experiment of the papers, measured beside published.
#pragma once
#include <cstdio>
#include <string>
#include <vector>

#include "sim/experiment/reproduce/laboratory.h"
#include "sim/experiment/reproduce/published.h"

namespace shrimp {

/// A published number and what came out here.
struct ReproducedNumber {
  const PublishedNumber* row = nullptr;
  double simulated = 0;
  double error_percent = 0;  // 0 inside a range; no meaning for a prediction
  bool pass = true;          // predictions always pass
  bool possible = true;      // else the machine's board cannot do it, and nothing was measured
  bool measured = true;      // else the runs were interrupted before, or
  std::string failure;       // why the machine gives no number; empty: it does
};

/// Measures the rows named by `ids` (all if empty). Throws std::invalid_argument for an unknown id, naming
/// the known. Interrupted, it tells what was measured until then.
std::vector<ReproducedNumber> reproduce(Laboratory& laboratory, const std::vector<std::string>& ids,
                                        unsigned workers, ForkedRunsProgress* progress);

/// The table, one line a row.
std::string table_of(const std::vector<ReproducedNumber>& numbers);

/// The array of objects that INTERFACE describes.
std::string json_of(const std::vector<ReproducedNumber>& numbers);

/// True if every calibration row that was measured is within its tolerance, and no row's run failed.
bool calibrated(const std::vector<ReproducedNumber>& numbers);

}  // namespace shrimp
