// SPDX-License-Identifier: MIT
// A process of the simulated kernel: the program's image, its address space, and what it waits for.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/os/address_space.h"
#include "sim/os/import_table.h"
#include "sim/os/notification_queue.h"
#include "sim/os/processor.h"
#include "sim/process/functions.h"
#include "sim/process/process.h"

namespace shrimp {

/// A page that is bound for automatic update.
struct BoundPage {
  std::uint64_t address = 0;
  std::uint32_t frame = 0;
  const ImportedBuffer* import = nullptr;
};

/// A page that is paired with one of an imported buffer for compare-and-exchange.
struct PairedPage {
  std::uint32_t frame = 0;
  const ImportedBuffer* import = nullptr;
};

enum class ProcessState : std::uint8_t { blocked, ready, running, ended };  // a new one is not ready yet

/// How a process ended, or that it has not.
struct ProcessEnd {
  int status = 0;       // of exit()
  int signal = 0;       // of a fault or abort(); 0: exited
  std::string message;  // one sentence for a fault
};

/// What a process waits for that sleeps until something arrives, and whether it has (ArrivalService).
struct AwaitedArrival {
  bool has_come = false;  // since its last call returned
  bool sleeps = false;    // in the call
  bool clients = false;   // a server at rest: sleeps until it gets clients
  std::optional<Time> until;
  std::optional<std::uint64_t> packets_written;  // by the board, so many at least, before a call returns
};

/// The process's interval timer, and signals on their way to it (SignalService).
struct ComingSignals {
  std::uint64_t entry = 0;               // function of its run-time library; 0: none has been asked for yet
  std::array<CodeRange, 2> libraries{};  // where none comes; addresses of the process
  std::uint64_t waiting = 0;             // a bit for each, from signal 1 on
  bool ends_call = false;                // the call that it waits in ends when one comes
  std::optional<Time> expires;           // of the timer, if it runs
  Time interval{};                       // after that; 0: never again

  bool may_come_at(std::uint64_t pc) const { return !libraries[0].has(pc) && !libraries[1].has(pc); }
};

struct SimulatedProcess {
  SimulatedProcess(const Program& program, std::uint32_t window, const std::vector<std::string>& arguments,
                   const std::vector<std::string>& environment, FrameAllocator& frames, Dram& dram,
                   DeviceProxies& device_proxies, std::uint32_t notification_capacity)
      : name(arguments.front()),
        process(program, window, arguments, environment),
        space(process.window(), frames, dram),
        context(process, space),
        imports(process.window(), device_proxies),
        notifications(notification_capacity) {
    space.set_destination_space(imports);
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
  ImportTable imports;
  std::vector<BoundPage> bindings;
  std::vector<PairedPage> pairings;
  std::string waits_for;       // while blocked
  std::uint32_t waits_on = 0;  // while blocked for the daemon's answer: the number of the request
  bool waits_for_pages = false;
  Time trapped{};        // the last time
  bool in_call = false;  // waits in a system call, or has been woken to go on with it
  /// When it is to wake: asleep outside a handler, and inside one that has interrupted that.
  std::array<std::optional<Time>, 2> sleeps_until;
  AwaitedArrival awaited;
  std::array<bool, 2> redirected{};  // the numbers of its two output streams stand for something else
  NotificationQueue notifications;
  Time handler_begun{};
  ComingSignals signals;
  /// Calls that wait end, for the run-time library to see to a signal; none comes to handlers of
  /// notifications.
  bool signal_ends_waits() const { return signals.waiting != 0 && !notifications.in_handler(); }
  std::int64_t instructions_seen = 0;  // when asked for its progress
  Time last_progress{};                // trapped, ended, or was seen storing outside its stack
};

}  // namespace shrimp
