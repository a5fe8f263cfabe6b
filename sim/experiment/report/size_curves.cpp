// SPDX-License-Identifier: MIT
#include "sim/experiment/report/size_curves.h"

#include <algorithm>
#include <iterator>

namespace shrimp {

namespace {

struct Way {
  const char* name;
  const char* way;   // as the workloads know it
  const char* mode;  // of automatic update
};

// In the order of RawWay.
constexpr Way ways[] = {{"automatic, single write", "au", "single"},
                        {"automatic, block write", "au", "block"},
                        {"automatic, timer", "au", "timer"},
                        {"deliberate", "du", ""}};

constexpr std::uint32_t latency_sizes[] = {4, 16, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384};
constexpr std::uint32_t bandwidth_sizes[] = {4, 16, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 65536};

/// A word takes many rounds, in which the phases of the two nodes' clocks pass each other; the measurements
/// are those of the published numbers where these are of the same size.
std::string rounds_for(std::uint32_t bytes) {
  constexpr std::uint32_t page = 4096;
  return bytes <= 64 ? "1000" : bytes <= page ? "100" : "10";
}

double latency(Laboratory& lab, const Way& way, std::uint32_t bytes) {
  std::vector<std::string> arguments{way.way, std::to_string(bytes), rounds_for(bytes)};
  if (*way.mode != '\0') arguments.push_back(way.mode);
  return lab.mean("pingpong", arguments, "one_way_us");
}

/// Messages that are timed: enough bytes, and more than the ring of the workload has slots.
std::string messages_for(std::uint32_t bytes) {
  constexpr std::uint32_t bytes_in_all = 50'000, least = 16, most = 1000;
  return std::to_string(std::clamp(bytes_in_all / bytes, least, most));
}

double bandwidth(Laboratory& lab, const Way& way, std::uint32_t bytes) {
  std::vector<std::string> arguments{way.way, std::to_string(bytes), messages_for(bytes)};
  if (*way.mode != '\0') arguments.push_back(way.mode);
  arguments.push_back("stream");
  return lab.mean("bandwidth", arguments, "mb_per_s");
}

template <std::size_t count>
SizeCurve curve(Laboratory& laboratory, const std::string& name, RawWay way,
                double (*measure)(Laboratory&, const Way&, std::uint32_t),
                const std::uint32_t (&sizes)[count]) {
  const Way& w = ways[static_cast<std::size_t>(way)];
  SizeCurve c{name, w.name, {}};
  for (const std::uint32_t bytes : sizes) c.points.push_back({bytes, measure(laboratory, w, bytes)});
  return c;
}

}  // namespace

SizeCurve raw_latency(Laboratory& laboratory, const std::string& name, RawWay way) {
  return curve(laboratory, name, way, latency, latency_sizes);
}

SizeCurve raw_bandwidth(Laboratory& laboratory, const std::string& name, RawWay way) {
  return curve(laboratory, name, way, bandwidth, bandwidth_sizes);
}

SizeCurves size_curves(Laboratory& laboratory, const std::string& name) {
  SizeCurves curves;
  for (std::size_t i = 0; i < std::size(ways); ++i) {
    if (!laboratory.automatic_update() && ways[i].way == std::string("au")) continue;
    const auto way = static_cast<RawWay>(i);
    curves.latency.push_back(raw_latency(laboratory, name, way));
    curves.bandwidth.push_back(raw_bandwidth(laboratory, name, way));
  }
  return curves;
}

}  // namespace shrimp
