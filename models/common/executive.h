// SPDX-License-Identifier: MIT
// Runs the calendars of a machine in one total order: (time, calendar, rank).
//
// One SC_METHOD for the whole machine. It executes events without going back to SystemC until a third party's
// module has something pending (sc_time_to_pending_activity), so the machine is temporally decoupled in the
// sense of TLM-2.0, with annotated delays at its sockets; docs/architecture.md says why this is not one
// SC_METHOD a block.
#pragma once
#include <cstdint>
#include <exception>
#include <limits>
#include <systemc>
#include <vector>

#include "models/common/calendar.h"

namespace shrimp {

class Executive : public sc_core::sc_module, public CalendarObserver {
 public:
  explicit Executive(sc_core::sc_module_name name);

  /// The order of adding is the order of calendars at one instant.
  void add(Calendar& calendar);
  /// Adds, as the last, the calendar of who looks at the whole machine: no processor runs past its events, so
  /// that it finds the same state with and without run-ahead.
  void add_observer(Calendar& calendar);
  /// What has been made until now needs nothing of SystemC's but this executive. If nothing was made before
  /// it and nothing comes beside it, SystemC is not asked at every event what it has pending, which costs
  /// some percent of a run.
  void all_is_own();
  /// The time of the event that runs now.
  Time now() const { return now_; }
  /// How far a processor on `own` may run ahead: nothing that is pending on its node can show to it before,
  /// and nothing from another calendar, which takes `arrival_to_core` from there at least.
  Time horizon(const Calendar& own, Time arrival_to_core) const;
  /// horizon() can have changed only if this has.
  std::uint64_t changes() const { return changes_; }
  /// With run-ahead off, horizon() is always the present.
  void set_run_ahead(bool on) {
    run_ahead_ = on;
    ++changes_;
  }
  /// No processor of another node runs past what is pending on `leader`, or could come to be: whatever is
  /// noticed there, at whatever instant, finds all others at that instant. Null: no such thing. Simulated
  /// numbers stay the same.
  void follow(const Calendar* leader) {
    leader_ = leader;
    ++changes_;
  }
  /// Ends the run after the current event.
  void stop() { stopped_ = true; }
  /// Called between events about every `events` events, for progress and interruption.
  void set_check(std::uint64_t events, void (*check)(void*), void* argument);
  std::uint64_t events_run() const;
  /// Simulates until nothing is pending or stop() was called. What an event threw comes out here: SystemC
  /// would turn it into a report of its own.
  void simulate();

 private:
  SC_HAS_PROCESS(Executive);
  void start_of_simulation() override;
  void run();
  void run_events();
  void check();
  void observe_calendars(CalendarObserver* observer);
  void earliest_changed(Calendar& calendar) override;
  Calendar* earliest() const;
  Time leader_limit() const;

  std::vector<Calendar*> calendars_;
  const Calendar* observer_ = nullptr;
  const Calendar* leader_ = nullptr;
  std::uint64_t changes_ = 0;  // of what horizon() depends on
  Time now_{};
  Time foreign_ = Time::never();  // what a third party's module has pending
  bool run_ahead_ = true;
  bool stopped_ = false;
  bool is_first_ = false;
  std::size_t own_objects_ = 0;  // at the top of SystemC's hierarchy
  bool third_parties_ = true;
  std::exception_ptr failure_;
  sc_core::sc_event wake_;
  std::uint64_t check_every_ = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t until_check_ = check_every_;
  void (*check_)(void*) = nullptr;
  void* check_argument_ = nullptr;
};

/// The delay to annotate at a TLM-2.0 socket for something that happens at `t`, and the time that a call with
/// an annotated delay means.
inline sc_core::sc_time annotated_delay(Time t) {
  return sc_core::sc_time::from_value(static_cast<sc_dt::uint64>(t.ps) - sc_core::sc_time_stamp().value());
}
inline Time annotated_time(const sc_core::sc_time& delay) {
  return {static_cast<std::int64_t>((sc_core::sc_time_stamp() + delay).value())};
}

}  // namespace shrimp
