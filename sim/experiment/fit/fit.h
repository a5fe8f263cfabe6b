// SPDX-License-Identifier: MIT
// `shrimp fit`: the LogGP parameters of a machine, each measured by itself, and where the model that they
// make fails. docs/fit.md defines each.
#pragma once
#include <string>
#include <vector>

#include "sim/experiment/fit/latency_model.h"
#include "sim/experiment/reproduce/laboratory.h"

namespace shrimp {

/// One way to send: what was measured and what follows.
struct WayFit {
  std::string way;   // "au", "du"
  std::string name;  // "automatic update"
  LogGP model;
  std::vector<MeasuredTime> times;
  std::vector<Residual> residuals;
  StraightLine line;
};

struct Fit {
  std::string machine;
  std::string config_hash;
  bool automatic_update = false;  // else the board cannot, and `ways` has deliberate update alone
  std::vector<WayFit> ways;
};

/// Measures; machine and config_hash are left to the caller. Throws RunFailed if the machine gives no number.
Fit measure_fit(Laboratory& laboratory, unsigned workers, ForkedRunsProgress* progress);

/// Parameters, residuals and, in sentences, where the model does not fit.
std::string text_of(const Fit& fit);
std::string json_of(const Fit& fit);
/// The sentences alone.
std::vector<std::string> failings_of(const Fit& fit);

}  // namespace shrimp
