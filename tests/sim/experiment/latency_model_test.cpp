// SPDX-License-Identifier: MIT
#include "sim/experiment/fit/latency_model.h"

#include <cmath>

#include "tests/catch.h"

using namespace shrimp;

namespace {

bool near(double a, double b) {
  return std::abs(a - b) < 1e-9 * std::max({1.0, std::abs(a), std::abs(b)});
}

LogGP model_of(double first_word_us, double per_byte) {
  LogGP m;
  m.o_send = 0.25 * first_word_us, m.o_recv = 0.25 * first_word_us, m.L = 0.5 * first_word_us;
  m.G = per_byte;
  return m;
}

std::vector<MeasuredTime> times_of(const LogGP& m, const std::vector<std::uint32_t>& sizes) {
  std::vector<MeasuredTime> times;
  for (const std::uint32_t n : sizes) times.push_back({n, m.time_us(n)});
  return times;
}

}  // namespace

TEST_CASE("a word takes the overheads and L, each byte more takes G") {
  const LogGP m = model_of(8, 0.5);
  CHECK(near(m.time_us(4), 8));
  CHECK(near(m.time_us(104), 58));
}

TEST_CASE("times that follow the model leave no residual, and their line is the model") {
  const LogGP m = model_of(5, 0.04);
  const auto times = times_of(m, {4, 64, 1024, 4096});
  CHECK(near(rms_percent(residuals_of(m, times)), 0));
  const StraightLine line = best_line(times);
  CHECK(near(line.first_word_us, 5));
  CHECK(near(line.us_per_byte, 0.04));
  CHECK(misfits(residuals_of(m, times), 0.1).empty());
  CHECK(jumps(m, times).empty());
}

TEST_CASE("the residual is measured less predicted, in percent of measured") {
  const LogGP m = model_of(8, 0);
  const auto r = residuals_of(m, {{4, 8}, {8, 10}, {16, 16}});
  CHECK(near(r[1].us(), 2));
  CHECK(near(r[1].percent(), 20));
  CHECK(worst_of(r).bytes == 16);
  CHECK(near(rms_percent(r), std::sqrt((0.0 + 400 + 2500) / 3)));
}

TEST_CASE("no straight line fits better than the best one") {
  const std::vector<MeasuredTime> times{{4, 5}, {64, 11}, {512, 24}, {4096, 180}};
  const StraightLine line = best_line(times);
  for (const double more : {0.99, 1.01}) {
    CHECK(rms_percent(residuals_of(model_of(line.first_word_us * more, line.us_per_byte), times)) >
          line.rms_percent);
    CHECK(rms_percent(residuals_of(model_of(line.first_word_us, line.us_per_byte * more), times)) >
          line.rms_percent);
  }
}

TEST_CASE("sizes that the model misses the same way are one misfit") {
  const LogGP m = model_of(10, 0);
  const auto r = residuals_of(m, {{4, 10}, {8, 11}, {16, 12}, {32, 9}, {64, 10}, {128, 11}});
  const auto found = misfits(r, 5);
  REQUIRE(found.size() == 3);
  CHECK(found[0].first == 8);
  CHECK(found[0].last == 16);
  CHECK(found[0].worst.bytes == 16);
  CHECK(found[1].first == 32);
  CHECK(found[2].last == 128);
}

TEST_CASE("a jump is one word that costs more than ten times what the model says") {
  const LogGP m = model_of(5, 0.01);
  auto times = times_of(m, {4, 4096, 4100, 8192, 8196, 16384});
  times[2].us = times[1].us + 0.41;
  times[4].us = times[3].us + 0.39;
  const auto found = jumps(m, times);
  REQUIRE(found.size() == 1);
  CHECK(found[0].from == 4096);
  CHECK(near(found[0].measured_us, 0.41));
  CHECK(near(found[0].predicted_us, 0.04));
}

TEST_CASE("where the one with the later start becomes the faster one") {
  const LogGP early = model_of(4, 0.05), late = model_of(8, 0.03);
  CHECK(near(crossover_bytes(early, late), 204));
  CHECK(near(crossover_bytes(times_of(early, {4, 104, 304}), times_of(late, {4, 104, 304})), 204));
  CHECK(crossover_bytes(late, model_of(9, 0.04)) < 0);
  CHECK(crossover_bytes(times_of(early, {4, 104}), times_of(late, {4, 104})) < 0);
}
