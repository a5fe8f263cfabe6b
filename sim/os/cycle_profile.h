// SPDX-License-Identifier: MIT
// Where the cycles of one process go: by the instruction that spends them, and by what for.
//
// The processor tells of every cycle once, so the sum over everything is the process's cycles exactly. Every
// hook then takes the slow path (Processor::resume_process), which changes no simulated number. A cycle
// belongs to the hook before it: a memory reference, or the start of a basic block.
//
// Polling is recognized as what it is, looking again and finding nothing new: the cycles between two loads of
// one address, if between them the process made no system call, stored nothing outside its stack, and loaded
// nothing from elsewhere that it had not loaded before, with the same value. They are loads of a proxy, whose
// status may differ, as what it counts does; or of writable memory outside the stack, by one instruction,
// with the same value, as then have all loads from the stack between them. So the look at memory that finds
// something new is no polling, nor is a loop that yields or stores.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace shrimp {

/// What a cycle is spent for. All but the last two are spent on the processor.
enum class CycleUse : std::uint8_t {
  computing,  // instructions, and references that hit the data cache
  cache,      // misses: page walks of the TLB, hits of L2, line fills over the memory bus
  bus,        // waits for a write buffer or for them to drain, and reads of memory past the caches
  device,     // references to proxies and command pages
  polling,    // any of the above, while nothing new is seen
  kernel,     // system calls, interrupts, first touches of pages, delivery of notifications
  waiting,    // blocked: a sleep, an answer, a page on disk
  ready,      // could run, but another process has the processor; switches of processes
};
constexpr std::size_t cycle_uses = 8;
using CyclesByUse = std::array<std::int64_t, cycle_uses>;

enum class LoadFrom : std::uint8_t { stack, constants, memory, proxy };

/// A load as the process makes it.
struct ObservedLoad {
  std::uint64_t pc = 0;
  std::uint64_t address = 0;
  LoadFrom from = LoadFrom::memory;
  std::uint64_t value = 0;        // a digest if it is wide
  std::int64_t instructions = 0;  // that the process has executed
};

class CycleProfile {
 public:
  /// The instruction at the hook `pc` has taken `cycles`.
  void spend(std::uint64_t pc, CycleUse use, std::int64_t cycles);

  // What the process does, for polling.
  void loads(const ObservedLoad& load);
  /// It stores outside its stack, or makes a system call.
  void acts() { settle(); }

  // Off the processor and back; `cycle`: of the processor's clock.
  void leaves(std::uint64_t pc, std::int64_t cycle);
  void becomes_ready(std::int64_t cycle);
  void returns(std::int64_t cycle);

  /// All cycles so far, by hook.
  const std::unordered_map<std::uint64_t, CyclesByUse>& by_hook();
  /// Instructions so far that were polling.
  std::int64_t polling_instructions() const { return polling_instructions_; }

 private:
  struct Spent {
    std::uint64_t pc;
    CycleUse use;
    std::int64_t cycles;
  };
  struct Seen {
    ObservedLoad load;
    std::int64_t when = -1;  // by the count of loads
    std::size_t at = 0;      // where it stands in what was spent
  };

  void settle();
  void enter_spent(std::size_t polling_from);
  void polls(const Seen& since, const ObservedLoad& load);
  void remember(const ObservedLoad& load, Seen* seen);
  Seen* find(const ObservedLoad& load);

  static constexpr std::size_t loads_of_a_loop = 16;
  static constexpr std::size_t most_unsettled = 256;  // an iteration of a polling loop has fewer places

  std::unordered_map<std::uint64_t, CyclesByUse> table_;
  std::vector<Spent> spent_;     // since the process last acted or saw something new: perhaps polling
  std::size_t joined_from_ = 0;  // what is spent joins the same that was spent behind this
  std::int64_t loads_ = 0;       // how many there were
  std::int64_t acted_ = 0;       // when it last acted or saw something new outside the stack
  std::int64_t saw_new_ = 0;     // or anywhere
  std::array<Seen, loads_of_a_loop> seen_;
  std::size_t oldest_ = 0;

  std::int64_t polling_instructions_ = 0;
  std::int64_t polled_until_ = 0;  // by the count of instructions: what polls no more is counted once

  std::uint64_t left_at_pc_ = 0;
  std::int64_t left_ = -1;  // before it runs for the first time: when it was made ready
  std::int64_t ready_ = 0;
};

}  // namespace shrimp
