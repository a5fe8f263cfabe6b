// SPDX-License-Identifier: MIT
// The LogGP model of a message's one-way time (Alexandrov et al. 1995), and how well it tells measured times.
//
//   T(n) = o_send + L + o_recv + (n - w) G          for n bytes, of which the first word has w
//
// The residual at a size is measured less predicted time.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace shrimp {

/// Parameters of one way to send on one machine; times in us.
struct LogGP {
  double L = 0;       // what is left of a one-word message's time when both overheads are taken off
  double o_send = 0;  // the sending processor is busy
  double o_recv = 0;  // the receiving processor is busy
  double g = 0;       // between one-word messages that are sent back to back
  double G = 0;       // for each further byte of a long message

  /// Predicted one-way time of `bytes`.
  double time_us(double bytes) const;
};

struct MeasuredTime {
  std::uint32_t bytes = 0;
  double us = 0;
};

/// What a model predicts of one measured time.
struct Residual {
  std::uint32_t bytes = 0;
  double measured_us = 0;
  double predicted_us = 0;

  double us() const { return measured_us - predicted_us; }
  double percent() const { return 100 * us() / measured_us; }
};

std::vector<Residual> residuals_of(const LogGP& model, const std::vector<MeasuredTime>& times);

/// Root of the mean of the squares, in percent of the measured times.
double rms_percent(const std::vector<Residual>& residuals);

/// Where |residual| is greatest, in percent; `residuals` is not empty.
const Residual& worst_of(const std::vector<Residual>& residuals);

/// The straight line a + b (n - w) with the least rms_percent: what no choice of parameters can do better
/// than.
struct StraightLine {
  double first_word_us = 0;
  double us_per_byte = 0;
  double rms_percent = 0;
};
StraightLine best_line(const std::vector<MeasuredTime>& times);

/// Sizes that follow each other, all predicted too low, or all too high, by more than a limit.
struct Misfit {
  std::uint32_t first = 0, last = 0;  // bytes
  Residual worst;
};
std::vector<Misfit> misfits(const std::vector<Residual>& residuals, double limit_percent);

/// One word more that costs many times what the model says.
struct Jump {
  std::uint32_t from = 0, to = 0;  // bytes
  double measured_us = 0;
  double predicted_us = 0;
};
std::vector<Jump> jumps(const LogGP& model, const std::vector<MeasuredTime>& times);

/// The size from which `b` is as fast as `a`, which leads below; interpolated. Negative: never.
double crossover_bytes(const std::vector<MeasuredTime>& a, const std::vector<MeasuredTime>& b);
/// The same as the models predict it.
double crossover_bytes(const LogGP& a, const LogGP& b);

}  // namespace shrimp
