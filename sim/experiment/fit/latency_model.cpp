// SPDX-License-Identifier: MIT
#include "sim/experiment/fit/latency_model.h"

#include <algorithm>
#include <cmath>

namespace shrimp {

namespace {

constexpr double word_bytes = 4;     // the shortest message
constexpr double times_a_step = 10;  // a step so many times the predicted one is a jump

}  // namespace

double LogGP::time_us(double bytes) const {
  return o_send + L + o_recv + (bytes - word_bytes) * G;
}

std::vector<Residual> residuals_of(const LogGP& model, const std::vector<MeasuredTime>& times) {
  std::vector<Residual> residuals;
  for (const MeasuredTime& t : times) residuals.push_back({t.bytes, t.us, model.time_us(t.bytes)});
  return residuals;
}

double rms_percent(const std::vector<Residual>& residuals) {
  double sum = 0;
  for (const Residual& r : residuals) sum += r.percent() * r.percent();
  return residuals.empty() ? 0 : std::sqrt(sum / static_cast<double>(residuals.size()));
}

const Residual& worst_of(const std::vector<Residual>& residuals) {
  return *std::max_element(residuals.begin(), residuals.end(), [](const Residual& a, const Residual& b) {
    return std::abs(a.percent()) < std::abs(b.percent());
  });
}

/// Least squares with each time weighted by its inverse, so that percentages count.
StraightLine best_line(const std::vector<MeasuredTime>& times) {
  double w = 0, wx = 0, wxx = 0, wy = 0, wxy = 0;
  for (const MeasuredTime& t : times) {
    const double weight = 1 / (t.us * t.us), x = t.bytes - word_bytes;
    w += weight, wx += weight * x, wxx += weight * x * x, wy += weight * t.us, wxy += weight * x * t.us;
  }
  StraightLine line;
  line.us_per_byte = (w * wxy - wx * wy) / (w * wxx - wx * wx);
  line.first_word_us = (wy - line.us_per_byte * wx) / w;
  LogGP model;
  model.L = line.first_word_us;
  model.G = line.us_per_byte;
  line.rms_percent = rms_percent(residuals_of(model, times));
  return line;
}

std::vector<Misfit> misfits(const std::vector<Residual>& residuals, double limit_percent) {
  std::vector<Misfit> found;
  bool open = false;
  for (const Residual& r : residuals) {
    const bool beyond = std::abs(r.percent()) > limit_percent;
    if (beyond && open && (found.back().worst.us() > 0) == (r.us() > 0)) {
      found.back().last = r.bytes;
      if (std::abs(r.percent()) > std::abs(found.back().worst.percent())) found.back().worst = r;
    } else if (beyond) {
      found.push_back({r.bytes, r.bytes, r});
    }
    open = beyond;
  }
  return found;
}

std::vector<Jump> jumps(const LogGP& model, const std::vector<MeasuredTime>& times) {
  std::vector<Jump> found;
  for (std::size_t i = 1; i < times.size(); ++i) {
    const MeasuredTime &a = times[i - 1], &b = times[i];
    const double predicted = model.time_us(b.bytes) - model.time_us(a.bytes);
    if (b.bytes - a.bytes == word_bytes && b.us - a.us > times_a_step * predicted)
      found.push_back({a.bytes, b.bytes, b.us - a.us, predicted});
  }
  return found;
}

double crossover_bytes(const std::vector<MeasuredTime>& a, const std::vector<MeasuredTime>& b) {
  for (std::size_t i = 1; i < a.size(); ++i) {
    const double before = b[i - 1].us - a[i - 1].us, lead = b[i].us - a[i].us;
    if (before > 0 && lead <= 0)
      return a[i - 1].bytes + (a[i].bytes - a[i - 1].bytes) * before / (before - lead);
  }
  return -1;
}

double crossover_bytes(const LogGP& a, const LogGP& b) {
  const double bytes = word_bytes + (b.time_us(word_bytes) - a.time_us(word_bytes)) / (a.G - b.G);
  return bytes >= word_bytes ? bytes : -1;
}

}  // namespace shrimp
