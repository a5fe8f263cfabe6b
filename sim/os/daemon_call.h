// SPDX-License-Identifier: MIT
// A call of the VMMC library that the node's daemon is asked about.
//
// The process blocks and makes its call anew when the answer is there (Answer::again): so the call may be
// interrupted in between, and its result is written where and when the process's memory is at hand.
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <list>
#include <vector>

#include "models/common/time.h"
#include "sim/os/buffer_name.h"
#include "sim/os/system_call.h"

namespace shrimp {

struct DaemonCall {
  std::uint32_t request = 0;  // number between kernel and daemon
  SimulatedProcess* process = nullptr;
  std::uint64_t number = 0;  // VMMC_TRAP_*
  std::array<std::uint64_t, 5> arguments{};
  bool blocking = true;
  bool in_handler = false;            // of notifications
  BufferName buffer;                  // of an import
  PinnedPages result_pages;           // of an import that does not block: its variables
  std::vector<std::uint32_t> frames;  // of a buffer that is withdrawn
  std::uint32_t fenced_serial = 0;    // the withdrawn buffer, if its fences must be awaited
  Time begun{};

  Time due = Time::never();  // when the answer reaches the process
  std::int64_t result = 0;
  std::uint64_t proxy = 0;  // of an import
  std::uint32_t bytes = 0;
  std::int32_t pid = 0;  // of a spawned process
};

/// Those of one node.
class DaemonCalls {
 public:
  DaemonCall& begin(std::uint64_t number, const SystemCall& c, bool blocking) {
    DaemonCall& call = calls_.emplace_back();
    call.request = ++last_request_;
    call.process = &c.process;
    call.number = number;
    std::copy_n(c.arguments, call.arguments.size(), call.arguments.begin());
    call.blocking = blocking;
    call.in_handler = c.process.notifications.in_handler();
    call.begun = c.now;
    return call;
  }
  /// The same call, made before by this process; null if there was none.
  DaemonCall* find(std::uint64_t number, const SystemCall& c) {
    for (DaemonCall& call : calls_)
      if (call.blocking && call.process == &c.process && call.number == number &&
          call.in_handler == c.process.notifications.in_handler() &&
          std::equal(call.arguments.begin(), call.arguments.end(), c.arguments))
        return &call;
    return nullptr;
  }
  DaemonCall* find(std::uint32_t request) {
    for (DaemonCall& call : calls_)
      if (call.request == request) return &call;
    return nullptr;
  }
  void end(const DaemonCall& call) {
    calls_.remove_if([&](const DaemonCall& c) { return &c == &call; });
  }
  /// A process has ended: whatever is answered to it reaches nobody.
  void end_of(const SimulatedProcess& process) {
    calls_.remove_if([&](const DaemonCall& c) { return c.process == &process; });
  }
  std::list<DaemonCall>& all() { return calls_; }

 private:
  std::list<DaemonCall> calls_;
  std::uint32_t last_request_ = 0;
};

}  // namespace shrimp
