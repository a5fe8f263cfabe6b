// SPDX-License-Identifier: MIT
#include "sim/experiment/fit/fit.h"

#include <algorithm>

namespace shrimp {

namespace {

/// Powers of two, and a word more wherever that may begin another page or transfer.
const std::uint32_t sizes[] = {4,    8,    16,   32,   64,   128,  256,   512,   516,   1024, 1028,
                               2048, 2052, 4096, 4100, 8192, 8196, 16384, 16388, 32768, 65536};
/// Enough for the phases of the two nodes' clocks to pass each other, and few where one takes long.
std::uint32_t rounds_for(std::uint32_t bytes) {
  constexpr std::uint32_t bytes_in_all = 400000, least = 12, most = 1000;
  return std::clamp(bytes_in_all / bytes, least, most);
}

double one_way_us(Laboratory& lab, const std::string& way, std::uint32_t bytes) {
  return lab.mean("pingpong", {way, std::to_string(bytes), std::to_string(rounds_for(bytes))}, "one_way_us");
}

WayFit measure_way(Laboratory& lab, const std::string& way, const std::string& name) {
  WayFit fit;
  fit.way = way;
  fit.name = name;
  const auto overhead = [&](const char* key) { return lab.mean("overheads", {way}, key); };
  fit.model.o_send = overhead("o_send_us");
  fit.model.o_recv = overhead("o_recv_us");
  fit.model.g = overhead("g_us");
  fit.model.G = 1 / lab.mean("bandwidth", {way, "262144", "16", "stream"}, "mb_per_s");
  for (const std::uint32_t bytes : sizes) fit.times.push_back({bytes, one_way_us(lab, way, bytes)});
  fit.model.L = fit.times.front().us - fit.model.o_send - fit.model.o_recv;
  return fit;
}

std::vector<WayFit> measure_ways(Laboratory& lab) {
  std::vector<WayFit> ways;
  if (lab.automatic_update()) ways.push_back(measure_way(lab, "au", "automatic update"));
  ways.push_back(measure_way(lab, "du", "deliberate update"));
  return ways;
}

}  // namespace

Fit measure_fit(Laboratory& laboratory, unsigned workers, ForkedRunsProgress* progress) {
  measure_ways(laboratory);  // notes the runs
  laboratory.make_all_runs(workers, progress);
  Fit fit;
  fit.automatic_update = laboratory.automatic_update();
  fit.ways = measure_ways(laboratory);
  for (WayFit& w : fit.ways) {
    w.residuals = residuals_of(w.model, w.times);
    w.line = best_line(w.times);
  }
  return fit;
}

}  // namespace shrimp
