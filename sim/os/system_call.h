// SPDX-License-Identifier: MIT
// A system call under way: its arguments in, its result and further time out.
#pragma once
#include <algorithm>
#include <cstdint>
#include <cstring>

#include "models/common/time.h"
#include "sim/os/simulated_process.h"

namespace shrimp {

/// How a call goes on.
enum class Answer : std::uint8_t {
  resume,  // the process goes on after `cost` with `result`
  again,   // the process waits; woken, it makes the whole call anew. Handlers of notifications may wake it
           // too: so the call keeps what it needs to go on, and may find that nothing has come yet
  spin,    // the kernel keeps the processor and looks again after `cost`
  fault,   // the process is ended: `fault_address` is not what the call needs
  gone     // the process has ended
};

/// When a wait of so many nanoseconds is over, at most 100 days, longer than any run.
inline Time after_ns(Time now, std::uint64_t nanoseconds) {
  constexpr std::uint64_t longest = 100ULL * 24 * 3600 * 1'000'000'000;
  return later(now, Time::from_ns(static_cast<std::int64_t>(std::min(nanoseconds, longest))));
}

struct SystemCall {
  SimulatedProcess& process;
  const std::uint64_t* arguments;
  Time now;

  Time cost{};  // beside the trap itself
  std::int64_t result = 0;
  std::uint64_t fault_address = 0;
  const char* fault_reason = nullptr;

  Answer done(std::int64_t value) {
    result = value;
    return Answer::resume;
  }
  Answer ends_in_fault(std::uint64_t address, const char* reason) {
    fault_address = address;
    fault_reason = reason;
    return Answer::fault;
  }
};

/// Writes to memory of a process that the kernel has found writable (AddressSpace::touch).
template <class T>
void write_user(std::uint64_t address, T value) {
  std::memcpy(reinterpret_cast<void*>(address), &value, sizeof value);
}

template <class T>
T read_user(std::uint64_t address) {
  T value;
  std::memcpy(&value, reinterpret_cast<const void*>(address), sizeof value);
  return value;
}

}  // namespace shrimp
