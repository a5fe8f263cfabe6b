// SPDX-License-Identifier: MIT
// One simulated process: a private copy of a program in a window of host addresses of its own, with a stack
// and a heap, entered and left like a coroutine. It knows nothing of time or of the machine; whoever drives
// it answers its requests (abi.h) and lets it go on.
//
// Images lie at fixed addresses, so that a program may hash, sort or print its pointers and run identically.
// Idealized: all of a window is backed by host memory that appears when touched; what a process may touch is
// decided by the simulated page table, which the driver asks at each access.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "sim/process/abi.h"
#include "sim/process/program.h"

namespace shrimp {

/// Why a process gave up the processor; the particulars are in Process::hook().
enum class Request : std::uint8_t {
  access = SHRIMP_REQUEST_ACCESS,
  charge = SHRIMP_REQUEST_CHARGE,
  trap = SHRIMP_REQUEST_TRAP,
  rdtsc = SHRIMP_REQUEST_RDTSC,
  fault = SHRIMP_REQUEST_FAULT,
};

/// A range that belongs to the process from the start; whole pages.
struct Mapping {
  std::uint64_t address, bytes;
  bool writable, executable;
};

class Process {
 public:
  /// Loads `program` into window `index`. `arguments[0]` is the program's name; `environment` holds
  /// NAME=VALUE. Throws std::runtime_error if the window is taken or the host has no room. `program` must
  /// outlive the process.
  Process(const Program& program, unsigned index, const std::vector<std::string>& arguments,
          const std::vector<std::string>& environment);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  /// Runs the process until it gives up the processor. After Request::fault, or an exit, never call it again.
  Request resume();

  /// The process calls `handler(argument)` when it goes on, and then traps with SHRIMP_TRAP_HANDLER_RETURNED.
  /// What it asks for now, which must be unanswered, is kept: answer the trap with call_handler() for another
  /// handler or with restore_request().
  void interrupt(std::uint64_t handler, std::uint64_t argument);
  void call_handler(std::uint64_t handler, std::uint64_t argument);
  /// The process calls `entry(signal)` when it goes on, and keeps meanwhile, on its own stack, what it asks
  /// for now, which must be unanswered and no trap. Then it traps with SHRIMP_TRAP_SIGNAL_RETURNED and
  /// hook().result as it is now; that answered, it asks again.
  void call_signal_entry(std::uint64_t entry, std::uint32_t signal);
  /// The handlers are done: the process asks again for what it did at interrupt().
  void restore_request();

  shrimp_hook_state& hook() { return *hook_; }
  const shrimp_hook_state& hook() const { return *hook_; }
  const Program& program() const { return program_; }
  /// The first host address of the window; the low 32 bits of an address count from here.
  std::uint64_t window() const { return window_; }
  std::uint64_t image_address() const { return window_ + SHRIMP_IMAGE_OFFSET; }
  /// Image, thread-local block and entry stubs of the C library. Heap and stack are where abi.h says.
  const std::vector<Mapping>& mappings() const { return mappings_; }
  /// The stack pointer where it gave up the processor, or faulted.
  std::uint64_t stack_pointer() const { return reinterpret_cast<std::uint64_t>(hook_->process_stack); }
  bool faulted() const { return faulted_; }

 private:
  /// What a hook or trap asks for, with the slots that inline hooks keep registers in meanwhile.
  struct Asked {
    std::uint64_t address, descriptor, kind, pc;
    std::uint64_t scratch[4];
    std::uint64_t arguments[6];
  };

  void map_segments();
  void map_stubs();
  void relocate();
  void make_stack(const std::vector<std::string>& arguments, const std::vector<std::string>& environment);
  void fill_in_image();

  const Program& program_;
  std::uint64_t window_;
  std::uint64_t stubs_ = 0, thread_local_block_ = 0;
  shrimp_hook_state* hook_ = nullptr;
  shrimp_image* image_ = nullptr;
  std::vector<Mapping> mappings_;
  bool faulted_ = false;
  Asked interrupted_{};
};

}  // namespace shrimp
