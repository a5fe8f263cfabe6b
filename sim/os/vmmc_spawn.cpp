// SPDX-License-Identifier: MIT
// Starting a process on a node, for a process of this one or another (SBL_Spawn).
#include <fmt/format.h>

#include <optional>

#include "sim/os/vmmc_service.h"
#include "vmmc_api/trap.h"

namespace shrimp {

namespace {

constexpr std::uint64_t longest_command = 32 * 1024;  // file and arguments, as Linux of the time allowed

/// A text that ends in 0, or its beginning if it has more than `most` characters; none if it leaves the
/// process's memory.
std::optional<std::string> read_text(SimulatedProcess& p, std::uint64_t address, std::uint64_t most) {
  std::string text;
  for (; text.size() <= most; ++address) {
    if ((text.empty() || address % page_bytes == 0) && !p.space.touch(address, 1, false)) return std::nullopt;
    const char c = read_user<char>(address);
    if (c == 0) return text;
    text.push_back(c);
  }
  return text;
}

/// The arguments from argv[1] on.
std::optional<std::vector<std::string>> read_arguments(SimulatedProcess& p, std::uint64_t argv) {
  std::vector<std::string> arguments;
  std::uint64_t left = longest_command;
  if (argv == 0) return arguments;
  for (std::uint64_t at = argv + 8;; at += 8) {
    if (at % 8 != 0 || !p.space.touch(at, 8, false)) return std::nullopt;
    const auto address = read_user<std::uint64_t>(at);
    if (address == 0) return arguments;
    const auto text = read_text(p, address, left);
    if (!text || text->size() + 8 > left) return std::nullopt;
    left -= text->size() + 8;
    arguments.push_back(*text);
  }
}

}  // namespace

Answer VmmcService::spawn_process(SystemCall& c) {
  SimulatedProcess& p = c.process;
  const std::uint64_t* a = c.arguments;
  if (!p.space.touch(a[3], sizeof(std::int32_t), true))
    return c.ends_in_fault(a[3], "is where a new process's number belongs and is not writable memory");
  if (const DaemonCall* call = calls_.find(VMMC_TRAP_SPAWN, c)) {
    if (call->due > c.now) return await(c, *call);
    const std::int64_t result = call->result;
    if (result == VMMC_OK) write_user<std::int32_t>(a[3], call->pid);
    calls_.end(*call);
    return c.done(result);
  }
  const auto node = node_of_id(a[2], machine_.coordinates.size());
  if (!node) return c.done(VMMC_ERROR_NO_NODE);
  const auto file = read_text(p, a[0], longest_command);
  if (!file) return c.ends_in_fault(a[0], "is no program's name that ends in memory of the process");
  if (file->size() > longest_command) return c.done(VMMC_ERROR_NO_PROGRAM);
  const auto arguments = read_arguments(p, a[1]);
  if (!arguments)
    return c.ends_in_fault(a[1], "is no list of arguments, ended by 0, in memory of the process");
  const DaemonCall& call = calls_.begin(VMMC_TRAP_SPAWN, c, true);
  daemon_.ask(*node, SpawnRequest{call.request, *file, *arguments}, c.now);
  p.waits_for = fmt::format("the start of '{}' on node {}", *file, *node);
  return await(c, call);
}

SpawnAnswer VmmcService::spawn(const SpawnRequest& request, Time now) {
  const std::int32_t pid = processes_.spawn(request.file, request.arguments, now);
  return {request.request, pid < 0 ? pid : VMMC_OK, pid};
}

void VmmcService::spawned(const SpawnAnswer& a, Time now) {
  DaemonCall* call = calls_.find(a.request);
  if (!call) return;
  call->pid = a.pid;
  answer(*call, a.status, now);
}

}  // namespace shrimp
