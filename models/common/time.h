// SPDX-License-Identifier: MIT
// Simulated time: integer picoseconds, and clocks whose edges are computed from cycle numbers.
//
// A 60 MHz period is 16666.67 ps: adding a rounded period drifts, so an edge is always floor(n * 10^12 / f)
// past the phase, never the sum of rounded periods.
#pragma once
#include <cstdint>
#include <limits>
#include <numeric>

namespace shrimp {

__extension__ typedef __int128 Wide;  // products of picoseconds and rates do not fit in 64 bits

/// A point in simulated time or a duration, in picoseconds.
struct Time {
  std::int64_t ps = 0;

  static constexpr Time never() { return {std::numeric_limits<std::int64_t>::max()}; }
  static constexpr Time from_ns(std::int64_t ns) { return {ns * 1000}; }
  static constexpr Time from_us(std::int64_t us) { return {us * 1000000}; }
  constexpr bool is_never() const { return ps == never().ps; }
  constexpr double ns() const { return static_cast<double>(ps) / 1e3; }
  constexpr double us() const { return static_cast<double>(ps) / 1e6; }
  constexpr double seconds() const { return static_cast<double>(ps) / 1e12; }

  friend constexpr Time operator+(Time a, Time b) { return {a.ps + b.ps}; }
  friend constexpr Time operator-(Time a, Time b) { return {a.ps - b.ps}; }
  friend constexpr Time operator*(Time a, std::int64_t n) { return {a.ps * n}; }
  constexpr Time& operator+=(Time b) { return ps += b.ps, *this; }
  constexpr Time& operator-=(Time b) { return ps -= b.ps, *this; }
  friend constexpr bool operator==(Time a, Time b) { return a.ps == b.ps; }
  friend constexpr bool operator!=(Time a, Time b) { return a.ps != b.ps; }
  friend constexpr bool operator<(Time a, Time b) { return a.ps < b.ps; }
  friend constexpr bool operator<=(Time a, Time b) { return a.ps <= b.ps; }
  friend constexpr bool operator>(Time a, Time b) { return a.ps > b.ps; }
  friend constexpr bool operator>=(Time a, Time b) { return a.ps >= b.ps; }
};

constexpr Time min(Time a, Time b) {
  return b < a ? b : a;
}
constexpr Time max(Time a, Time b) {
  return a < b ? b : a;
}

/// Adds without leaving the range: never() stays never().
constexpr Time later(Time t, Time delay) {
  return t.ps > Time::never().ps - delay.ps ? Time::never() : t + delay;
}

/// A clock rate in hertz.
struct Frequency {
  std::uint64_t hz = 0;
};

/// The rising edges of one clock: edge n lies at phase + floor(n * 10^12 / f).
class Clock {
 public:
  /// phase: time of edge 0, from 0 to one period (each node's phases are seeded, see `--seed`).
  constexpr Clock(Frequency f, Time phase) : phase_(phase) {
    const std::int64_t second_ps = 1'000'000'000'000;
    const auto hz = static_cast<std::int64_t>(f.hz);
    const std::int64_t common = std::gcd(second_ps, hz);
    numerator_ = second_ps / common;
    denominator_ = hz / common;
  }

  /// Time of edge `n`.
  constexpr Time edge(std::int64_t n) const { return {phase_.ps + scale(n, numerator_, denominator_)}; }

  /// The first edge at or after `t`, as its number (0 for every t before the first edge).
  constexpr std::int64_t edge_at_or_after(Time t) const {
    if (t <= phase_) return 0;
    std::int64_t n = scale(t.ps - phase_.ps, denominator_, numerator_);
    while (edge(n) < t) ++n;
    return n;
  }

  /// The time of the first edge at or after `t`.
  constexpr Time align(Time t) const { return edge(edge_at_or_after(t)); }

  /// `cycles` edges after the first edge at or after `t`.
  constexpr Time after(Time t, std::int64_t cycles) const { return edge(edge_at_or_after(t) + cycles); }

 private:
  /// floor(n * up / down); in 64 bits where the product fits, since this is on the path of every event.
  static constexpr std::int64_t scale(std::int64_t n, std::int64_t up, std::int64_t down) {
    std::int64_t product = 0;
    if (!__builtin_mul_overflow(n, up, &product)) return product / down;
    return static_cast<std::int64_t>(static_cast<Wide>(n) * up / down);
  }
  Time phase_;
  std::int64_t numerator_ = 1;
  std::int64_t denominator_ = 1;
};

}  // namespace shrimp
