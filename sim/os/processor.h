// SPDX-License-Identifier: MIT
// The core of a node's Pentium: runs the current process and answers what its hooks ask.
//
// Not a model of pipelines: the rewriter has charged each block by the Pentium's rules
// (sim/process/rewriter). What is modelled here is when each reference happens, and that it happens at its
// instant: the process runs ahead of its node's calendar while its references touch nothing that others can
// see, and waits for the calendar otherwise (docs/architecture.md, "Exact, and still fast"). Interrupts are
// taken at hooks, that is at memory references and at starts of basic blocks.
#pragma once
#include <cstdint>
#include <limits>
#include <string>

#include "models/common/executive.h"
#include "models/common/track.h"
#include "models/node/node.h"
#include "models/pentium/access.h"
#include "models/pentium/hit_filter.h"
#include "sim/os/address_space.h"
#include "sim/os/cycle_profile.h"
#include "sim/os/os_parameters.h"
#include "sim/os/recurrence.h"
#include "sim/process/entry_stop.h"
#include "sim/process/process.h"

namespace shrimp {

/// What a process does, for who watches it; a process that has ended is at rest.
enum class Activity : std::uint8_t { ended, blocked, ready, running, in_kernel };

/// Told when a process enters a function at which it was to stop (sim/process/entry_stop.h).
class EntryWatcher {
 public:
  /// Whether it wants to be told of the function there.
  virtual bool awaits(std::uint64_t address) const = 0;
  /// `now`: the calendar and the process have come to the instant of the entry, nothing of it has happened.
  virtual void entered(Time now) = 0;

 protected:
  ~EntryWatcher() = default;
};

/// Told of all functions and places at which a process stops.
class StopWatcher {
 public:
  /// The process has come there at `t`, perhaps ahead of the calendar. `address`: in its window.
  virtual void came(const FunctionEntry& entry, Time t) = 0;

 protected:
  ~StopWatcher() = default;
};

/// Follows the calls by which a process sends messages, for who watches these.
class CallWatcher {
 public:
  /// The process enters a function at which it stops at `t`, perhaps ahead of the calendar.
  virtual void entered(const FunctionEntry& entry, Time t) = 0;
  /// When the process began the call within which it asks for something at `pc`; never(): it is in none.
  virtual Time called(std::uint64_t pc) const = 0;

 protected:
  ~CallWatcher() = default;
};

/// What the processor needs to know of a process while it runs, and where it stopped.
struct ExecutionContext {
  ExecutionContext(Process& p, AddressSpace& a) : process(p), space(a) {}

  Process& process;
  AddressSpace& space;
  HitFilter filter;
  std::int64_t after_hook = 0;         // cycles charged that lie after the hook it stopped at
  bool at_hook = false;                // a request waits to be served
  std::int64_t after_interrupted = 0;  // as after_hook, of the request that handlers have interrupted
  std::int64_t cycles = 0;             // spent on this processor
  std::uint64_t instructions = 0;
  bool stored = false;              // outside its stack, through a slow hook, since last asked
  bool looked = false;              // at memory that others may write, outside its stack, likewise
  bool looked_at_own = false;       // at that which nobody else writes
  Recurrence recurrence;            // whether it does anything but look
  std::uint32_t lines_read = 0;     // loads that waited for the memory bus, since last asked
  CycleProfile* profile = nullptr;  // where its cycles go, if somebody wants to know
  EntryWatcher* entries = nullptr;  // of functions at which it stops
  bool stands_at_entry = false;     // and they do not know it yet
  CallWatcher* calls = nullptr;     // by which it sends messages
  StopWatcher* stops = nullptr;     // of all its stops
  StateTrack activity;              // of enum Activity

  bool has_stops() const { return entries || calls || stops; }
};

/// The kernel, as the processor sees it. Called at the instant of the event, calendar and processor at one
/// time.
class Supervisor {
 public:
  /// Something waits (interrupt, end of a quantum): taken at the next hook.
  virtual bool attention() const = 0;
  /// The same, at the hook where the process stands: a signal does not come everywhere.
  virtual bool attention_here() const = 0;
  /// Takes it. The kernel ends with Processor::resume_at() or leaves the processor to another process.
  virtual void attend(Time now) = 0;
  /// The process trapped (hook.arguments). Ends like attend().
  virtual void trap(Time now) = 0;
  /// The process touched `address` and may not, or a host signal struck. The process is gone afterwards.
  virtual void fault(Time now, int signal, std::uint64_t address, const char* why) = 0;
  /// A page that the process refers to is not in memory (AddressSpace::missing). The reference is made again,
  /// from its first byte, when the process goes on.
  virtual void page_missing(Time now) = 0;
  /// The process has touched a page for the first time, at `t`, perhaps ahead of the calendar.
  virtual void page_touched(Time t) = 0;

 protected:
  ~Supervisor() = default;
};

class Processor final : public ProcessorCore {
 public:
  Processor(Executive& executive, Node& node, const OsParameters& costs, Supervisor& supervisor);

  /// The process that runs from `t` on; null: the processor idles.
  void run(ExecutionContext* context, Time t);
  /// The current process goes on at `t` with what it stopped at done (a trap) or not (an interrupt before a
  /// hook).
  void resume_at(Time t);
  /// Instead of what it stopped at, the current process calls a handler of notifications, from `t` on. That
  /// ends with a trap, SHRIMP_TRAP_HANDLER_RETURNED, to be answered by another handler or by what it had
  /// stopped at.
  void interrupt(std::uint64_t handler, std::uint32_t argument, Time t);
  void call_handler(std::uint64_t handler, std::uint32_t argument, Time t);
  void end_interruption(Time t);
  /// The current process calls `entry(signal)` from `t` on, and keeps what it stopped at itself: it may never
  /// come back to it. If it does, it traps with SHRIMP_TRAP_SIGNAL_RETURNED, to be answered by end_signal()
  /// with the cycles that lie behind the hook; then it asks again.
  void signal(std::uint64_t entry, std::uint32_t signal, Time t);
  void end_signal(std::int64_t behind_hook, Time t);
  /// Marks the request that the process stopped at as served.
  void hook_served() { context_->at_hook = false; }
  ExecutionContext* current() { return context_; }
  const ExecutionContext* current() const { return context_; }
  /// What the current process has had of the processor since it was given to it, until `now`.
  std::int64_t current_cycles(Time now) const { return cycle_of(now) - dispatched_cycle_; }
  std::int64_t cycle_of(Time t) const { return clock_.edge_at_or_after(t); }

  /// True if a reference that is being made concerns a page of memory or one of its proxies.
  bool uses(std::uint32_t frame) const;

  /// Told of the loads that the inline hooks do not answer.
  void watch(ArrivalWatcher& watcher) { watcher_ = &watcher; }
  std::string waiting_for() const;

 private:
  enum class Wait : std::uint8_t { nothing, turn, hardware };
  /// An access is served part by part: the load of a load or an update, then the store of a store or an
  /// update.
  enum class Part : std::uint8_t { load, store, done };

  void access_done(Time t) override;
  void on_turn(Time now);
  void proceed(bool at_present);
  bool serve(bool at_present);
  void note_entry();
  bool show_entry(bool at_present);
  bool serve_clock();
  bool serve_trap(bool at_present);
  bool serve_access(bool at_present);
  bool serve_piece(bool at_present);
  bool translate_piece(bool at_present);
  bool lack_page(bool at_present);
  void start_access();
  void next_piece();
  void access_over();
  bool begin(const Access& access);
  bool finish_stores();
  bool finish_locked_update();
  void store_has_buffer();
  bool wait_for_turn();
  void resume_process();
  void run_process();
  void stall(std::int64_t cycles, CycleUse use);
  void account(std::uint64_t pc, CycleUse use, std::int64_t cycles) {
    if (context_->profile) context_->profile->spend(pc, use, cycles);
  }
  void account_access(std::uint64_t pc, const Access& access, std::int64_t from, std::int64_t to);
  void show_to_profile();
  void stop_here();
  Time enter_kernel();
  Time hook_time() const { return clock_.edge(hook_cycle_); }
  Time horizon();
  shrimp_hook_state& hook() { return context_->process.hook(); }

  Executive& executive_;
  Node& node_;
  Pentium& pentium_;
  const Clock& clock_;
  const OsParameters& costs_;
  Supervisor& supervisor_;
  const Time arrival_to_core_;
  std::uint64_t horizon_known_at_ = std::numeric_limits<std::uint64_t>::max();  // Executive::changes
  Time horizon_{};
  std::int64_t horizon_cycle_ = 0;
  ArrivalWatcher* watcher_ = nullptr;

  ExecutionContext* context_ = nullptr;
  std::int64_t dispatched_cycle_ = 0;
  std::int64_t cycle_ = 0;       // charged so far
  std::int64_t hook_cycle_ = 0;  // of the hook the process stopped at
  Wait wait_ = Wait::nothing;
  bool in_begin_ = false;
  bool begun_done_ = false;

  // The access being served.
  Part part_ = Part::done;
  bool started_ = false;
  bool translated_ = false;  // the current piece's page has been looked up and paid for
  std::uint64_t at_ = 0;     // of the current piece
  std::uint32_t left_ = 0;   // bytes, the current piece's included
  Access piece_;

  // Stores that must show on the bus: begun once the instruction has run and the value is in memory.
  static constexpr int max_deferred = 16;
  Access deferred_[max_deferred];
  int deferred_count_ = 0;
  int deferred_next_ = 0;
  std::int64_t store_cycle_ = 0;
  std::uint64_t store_pc_ = 0;                  // of the hook they come from
  const std::uint8_t* locked_value_ = nullptr;  // where a locked update will have left its value
  bool locked_in_device_ = false;               // it is a device's, and is over when the device has the value

  HitFilter no_hits_;
  Event turn_;  // last on the calendar: the processor comes after the hardware at one instant
};

}  // namespace shrimp
