// SPDX-License-Identifier: MIT
// A process of the simulated kernel: the program's image, its address space, and what it waits for.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/os/address_space.h"
#include "sim/os/buffer_name.h"
#include "sim/os/notification_queue.h"
#include "sim/os/processor.h"
#include "sim/process/process.h"

namespace shrimp {

/// An imported receive buffer as it appears in the importer's destination space.
struct ImportedBuffer {
  BufferName name;
  std::uint32_t serial = 0;         // the exporting node's number for this export
  std::uint64_t proxy_address = 0;  // of the buffer's first byte
  std::uint32_t bytes = 0;
  std::vector<std::uint32_t> frames;  // in the exporter's memory
};

enum class ProcessState : std::uint8_t { blocked, ready, running, ended };  // a new one is not ready yet

/// How a process ended, or that it has not.
struct ProcessEnd {
  int status = 0;       // of exit()
  int signal = 0;       // of a fault or abort(); 0: exited
  std::string message;  // one sentence for a fault
};

struct SimulatedProcess {
  SimulatedProcess(const Program& program, std::uint32_t window, const std::vector<std::string>& arguments,
                   const std::vector<std::string>& environment, FrameAllocator& frames, Dram& dram,
                   std::uint32_t notification_capacity)
      : name(arguments.front()),
        process(program, window, arguments, environment),
        space(process.window(), frames, dram),
        context(process, space),
        notifications(notification_capacity) {}

  /// The import that holds these bytes of the destination space; null if none does.
  const ImportedBuffer* imported_at(std::uint64_t address, std::uint64_t bytes) const {
    for (const ImportedBuffer& b : imports)
      if (address >= b.proxy_address && address - b.proxy_address + bytes <= b.bytes) return &b;
    return nullptr;
  }

  std::string name;
  std::uint32_t rank = 0;
  NodeNumber node = 0;
  std::int32_t pid = 0;
  ProcessState state = ProcessState::blocked;
  ProcessEnd end;
  Process process;
  AddressSpace space;
  ExecutionContext context;
  std::uint64_t heap_end = 0;
  std::vector<ImportedBuffer> imports;
  std::string waits_for;       // while blocked
  std::uint32_t waits_on = 0;  // while blocked for the daemon's answer: the number of the request
  bool waits_for_pages = false;
  bool in_call = false;  // waits in a system call, or has been woken to go on with it
  /// When it is to wake: asleep outside a handler, and inside one that has interrupted that.
  std::array<std::optional<Time>, 2> sleeps_until;
  NotificationQueue notifications;
  Time handler_begun{};
  Time last_progress{};  // trapped, ended, or was seen storing outside its stack
};

}  // namespace shrimp
