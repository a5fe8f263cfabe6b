// SPDX-License-Identifier: MIT
// Stops processes where they enter functions: breakpoints in a process's own copy of the code.
//
// The process takes the host's trap and asks for a charge of no cycles, as if a block without cycles stood
// before the function. So the simulator gets control at the instant of the entry, before the function has
// done anything, and nothing that is simulated changes. When the process goes on from there, the function's
// first byte is in its place until the process asks for something again, and by then it has left the entry
// behind. A handler of notifications that runs before finds the breakpoint. Without stops there is no cost.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "sim/process/abi.h"

namespace shrimp {

/// A process has entered a function at which it stops.
struct FunctionEntry {
  std::uint64_t address = 0;
  std::uint64_t returns_to = 0;  // the instruction behind the call; behind the first call of calls in tail
                                 // position
};

/// The stops of one who wants them; more than one may want the same. To be gone before the processes.
class EntryStops {
 public:
  EntryStops() = default;
  ~EntryStops() { clear(); }
  EntryStops(const EntryStops&) = delete;
  EntryStops& operator=(const EntryStops&) = delete;

  /// The process whose code lies at `address` stops each time it comes there. `charge_slow`: where its image
  /// has shrimp_charge_slow. Not while a process runs.
  void add(std::uint64_t address, std::uint64_t charge_slow);
  void clear();
  bool has(std::uint64_t address) const;

  /// What the process that has just asked for something has entered, and stands at; nothing: it has stopped
  /// for itself.
  static std::optional<FunctionEntry> take();

  /// While it lives, a process that stands at an entry can go on from there. `hook`: of the process, which
  /// runs meanwhile.
  class Passage {
   public:
    explicit Passage(const shrimp_hook_state& hook);
    ~Passage();
    Passage(const Passage&) = delete;
    Passage& operator=(const Passage&) = delete;

   private:
    std::uint64_t address_ = 0;  // 0: at none
  };

  /// To be called by the handler of the trap, with the process's registers; false: none of ours.
  static bool strike(shrimp_hook_state& hook, std::uint64_t& pc, std::uint64_t& stack_pointer);

 private:
  std::vector<std::uint64_t> addresses_;
};

}  // namespace shrimp
