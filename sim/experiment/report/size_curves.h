// SPDX-License-Identifier: MIT
// Latency and bandwidth against the size of a message, for every way to send that a machine has.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "sim/experiment/reproduce/laboratory.h"

namespace shrimp {

struct SizeCurve {
  struct Point {
    std::uint32_t bytes;
    double value;
  };
  std::string machine;  // or the library
  std::string way;      // "automatic, timer", of update
  std::vector<Point> points;
};

struct SizeCurves {
  std::vector<SizeCurve> latency;    // us, one way
  std::vector<SizeCurve> bandwidth;  // MB/s, a stream of messages
};

/// The ways of the hardware.
enum class RawWay : std::uint8_t { automatic_single, automatic_block, automatic_timer, deliberate };
/// One of them, over all sizes.
SizeCurve raw_latency(Laboratory& laboratory, const std::string& name, RawWay way);
SizeCurve raw_bandwidth(Laboratory& laboratory, const std::string& name, RawWay way);

/// One machine's; `name` as the curves are to have it. Evaluated twice, as all that asks a Laboratory: before
/// the runs have been made the values are none.
SizeCurves size_curves(Laboratory& laboratory, const std::string& name);

}  // namespace shrimp
