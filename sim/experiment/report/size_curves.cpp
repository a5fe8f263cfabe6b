// SPDX-License-Identifier: MIT
#include "sim/experiment/report/size_curves.h"

#include <algorithm>

namespace shrimp {

namespace {

struct Way {
  const char* name;
  const char* way;   // as the workloads know it
  const char* mode;  // of automatic update
};

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

}  // namespace

SizeCurves size_curves(Laboratory& laboratory, const std::string& name) {
  SizeCurves curves;
  for (const Way& way : ways) {
    if (!laboratory.automatic_update() && way.way == std::string("au")) continue;
    SizeCurve l{name, way.name, {}}, b{name, way.name, {}};
    for (const std::uint32_t bytes : latency_sizes)
      l.points.push_back({bytes, latency(laboratory, way, bytes)});
    for (const std::uint32_t bytes : bandwidth_sizes)
      b.points.push_back({bytes, bandwidth(laboratory, way, bytes)});
    curves.latency.push_back(std::move(l));
    curves.bandwidth.push_back(std::move(b));
  }
  return curves;
}

}  // namespace shrimp
