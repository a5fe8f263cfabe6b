// SPDX-License-Identifier: MIT
#include "sim/experiment/report/library_curves.h"

#include "sim/experiment/reproduce/library_runs.h"

namespace shrimp {

namespace {

using Measure = double (*)(Laboratory&, const std::string& way, std::uint32_t bytes);

/// A library by one of its ways to send.
struct Line {
  const char* library;
  const char* name;  // of the way
  const char* way;   // as the library knows it
  Measure latency, bandwidth;
};

constexpr Line lines[] = {{"NX", "automatic", "au", nx_latency, nx_bandwidth},
                          {"NX", "deliberate", "du", nx_latency, nx_bandwidth},
                          {"sockets", "automatic, two copies", "au-2copy", socket_latency, socket_bandwidth},
                          {"sockets", "deliberate, one copy", "du-1copy", socket_latency, socket_bandwidth}};
double sunrpc_call(Laboratory& lab, const std::string& way, std::uint32_t bytes) {
  return rpc_round_trip(lab, sunrpc, way, bytes);
}
double shrimp_rpc_call(Laboratory& lab, const std::string& way, std::uint32_t bytes) {
  return rpc_round_trip(lab, shrimp_rpc, way, bytes);
}
constexpr Line calls[] = {{"ONC RPC", "automatic", "au", sunrpc_call, nullptr},
                          {"ONC RPC", "deliberate", "du", sunrpc_call, nullptr},
                          {"ShrimpRPC", "automatic", "au", shrimp_rpc_call, nullptr},
                          {"ShrimpRPC", "deliberate", "du", shrimp_rpc_call, nullptr}};

constexpr std::uint32_t sizes[] = {4, 64, 256, 1024, 4096, 16384};
constexpr std::uint32_t argument_sizes[] = {64, 256, 1024, 4096, 16384, 65536};

bool is_possible(const Line& line, const Laboratory& laboratory) {
  return laboratory.automatic_update() || line.way[0] == 'd';
}

template <std::size_t count>
SizeCurve curve(Laboratory& laboratory, const Line& line, Measure measure, const std::uint32_t (&at)[count]) {
  SizeCurve c{line.library, line.name, {}};
  for (const std::uint32_t bytes : at) c.points.push_back({bytes, measure(laboratory, line.way, bytes)});
  return c;
}

}  // namespace

LibraryCurves library_curves(Laboratory& laboratory) {
  LibraryCurves curves;
  for (const RawWay way : {RawWay::automatic_single, RawWay::automatic_timer, RawWay::deliberate}) {
    if (!laboratory.automatic_update() && way != RawWay::deliberate) continue;
    curves.messages.latency.push_back(raw_latency(laboratory, "raw", way));
    curves.messages.bandwidth.push_back(raw_bandwidth(laboratory, "raw", way));
  }
  for (const Line& line : lines) {
    if (!is_possible(line, laboratory)) continue;
    curves.messages.latency.push_back(curve(laboratory, line, line.latency, sizes));
    curves.messages.bandwidth.push_back(curve(laboratory, line, line.bandwidth, sizes));
  }
  for (const Line& line : calls)
    if (is_possible(line, laboratory))
      curves.calls.push_back(curve(laboratory, line, line.latency, argument_sizes));
  return curves;
}

}  // namespace shrimp
