// SPDX-License-Identifier: MIT
#include "sim/experiment/reproduce/library_runs.h"

#include <fmt/format.h>

#include <algorithm>

namespace shrimp {

namespace {

WorkloadRun nx(const std::string& workload, std::vector<std::string> arguments, const std::string& way) {
  return {workload, std::move(arguments), {}, {"NX_TRANSPORT=" + way}};
}

WorkloadRun ttcp(const std::string& test, const std::string& way, std::uint32_t bytes, std::uint32_t count) {
  return {"ttcp",
          {test, "node1", "5001", std::to_string(bytes), std::to_string(count)},
          {"ttcp", "receive"},
          {"SOCKET_TRANSPORT=" + way}};
}

/// Enough rounds for the phases of the clocks to pass each other where messages are short.
std::uint32_t rounds_for(std::uint32_t bytes) {
  return bytes <= 64 ? 400 : bytes <= 4096 ? 100 : 10;
}

/// A stream long enough that its beginning and end do not show.
std::uint32_t messages_for(std::uint32_t bytes) {
  constexpr std::uint32_t bytes_in_all = 1'000'000;
  return std::clamp(bytes_in_all / bytes, 16U, 1000U);
}

WorkloadRun calls(const RpcWorkload& rpc, const std::string& way, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "node1");
  return {rpc.client, std::move(arguments), {rpc.server}, {rpc.transport + "=" + way}};
}

/// What one round more costs; `count(rounds)`: what so many do.
template <typename Count>
double of_a_round(Count count) {
  constexpr int few = 4, more = 8;
  return (count(more) - count(few)) / (more - few);
}

}  // namespace

double nx_latency(Laboratory& lab, const std::string& way, std::uint32_t bytes) {
  return lab.mean(
      nx("nx_pingpong", {std::to_string(bytes), fmt::format("rounds={}", rounds_for(bytes))}, way),
      "one_way_us");
}

double nx_bandwidth(Laboratory& lab, const std::string& way, std::uint32_t bytes) {
  return lab.mean(nx("nx_bandwidth", {std::to_string(bytes), std::to_string(messages_for(bytes))}, way),
                  "MB_per_s");
}

double nx_instructions(Laboratory& lab, const std::string& call, const std::string& way) {
  return of_a_round([&](int messages) {
    return lab.instructions(nx("nx_overhead", {call, std::to_string(messages)}, way));
  });
}

double socket_latency(Laboratory& lab, const std::string& way, std::uint32_t bytes) {
  return lab.mean(ttcp("pingpong", way, bytes, rounds_for(bytes)), "round_trip_us") / 2;
}

double socket_bandwidth(Laboratory& lab, const std::string& way, std::uint32_t bytes) {
  return lab.mean(ttcp("send", way, bytes, messages_for(bytes)), "mb_per_s");
}

double socket_instructions(Laboratory& lab, const std::string& way, std::uint32_t bytes) {
  return of_a_round([&](int rounds) {
    const auto count = static_cast<std::uint32_t>(rounds);
    return lab.instructions_but_polling(ttcp("pingpong", way, bytes, count), 0);
  });
}

const RpcWorkload sunrpc{"rpc_calls", "rpc_calls_server", "SUNRPC_TRANSPORT"};
const RpcWorkload shrimp_rpc{"shrimp_calls", "shrimp_calls_server", "SHRIMP_RPC_TRANSPORT"};

double rpc_round_trip(Laboratory& lab, const RpcWorkload& rpc, const std::string& way, std::uint32_t bytes) {
  return lab.mean(calls(rpc, way, {"100"}),
                  fmt::format("{} bytes={} round_trip_us", bytes == 0 ? "null" : "take", bytes));
}

double rpc_instructions(Laboratory& lab, const RpcWorkload& rpc, const std::string& way, RpcSide side) {
  return of_a_round([&](int rounds) {
    return lab.instructions_but_polling(calls(rpc, way, {std::to_string(rounds), "null"}),
                                        static_cast<std::size_t>(side));
  });
}

}  // namespace shrimp
