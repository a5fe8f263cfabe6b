// SPDX-License-Identifier: MIT
// Runs of the workloads that use the libraries (vmmc_api), each by one of its ways to send.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "sim/experiment/reproduce/laboratory.h"

namespace shrimp {

/// Half a ping-pong of NX messages, in us; `way`: au or du.
double nx_latency(Laboratory& lab, const std::string& way, std::uint32_t bytes);
/// A stream of NX messages, in MB/s.
double nx_bandwidth(Laboratory& lab, const std::string& way, std::uint32_t bytes);
/// One call of NX (send or receive) of 4 bytes that does not wait, in instructions, from two runs of
/// different length.
double nx_instructions(Laboratory& lab, const std::string& call, const std::string& way);

/// Half a ping-pong over a socket, in us; `way`: au-2copy, du-1copy, du-2copy.
double socket_latency(Laboratory& lab, const std::string& way, std::uint32_t bytes);
/// Writes of this size, in MB/s.
double socket_bandwidth(Laboratory& lab, const std::string& way, std::uint32_t bytes);

/// A write and a read that follow each other, in instructions but for polling.
double socket_instructions(Laboratory& lab, const std::string& way, std::uint32_t bytes);

/// The workload that makes a library's remote procedure calls.
struct RpcWorkload {
  std::string client, server;  // programs
  std::string transport;       // the variable that says which way to send: au or du
};
extern const RpcWorkload sunrpc, shrimp_rpc;
enum class RpcSide : std::uint8_t { client, server };  // by number of process

/// A round trip with this many bytes of arguments, in us: 0, 64, 256, 1024, ... 65536.
double rpc_round_trip(Laboratory& lab, const RpcWorkload& rpc, const std::string& way, std::uint32_t bytes);
/// What one side executes for a call without arguments, in instructions but for polling.
double rpc_instructions(Laboratory& lab, const RpcWorkload& rpc, const std::string& way, RpcSide side);

}  // namespace shrimp
