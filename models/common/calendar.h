// SPDX-License-Identifier: MIT
// A calendar of pending hardware events, one per node and one for the mesh, and the events on it.
//
// SystemC leaves the order of simultaneous processes to the implementation; here it is ours: events at one
// instant run in the order (calendar, rank), where the rank is the order of construction on the calendar. An
// event has at most one pending time, so a block is a state machine that asks to be woken, as an SC_METHOD
// with next_trigger would be. The processor is constructed last on its node, hence runs last at an instant.
//
// An event for another calendar must lie strictly in the future; `reach` states by how much at least, and
// that is what lets processors run ahead (see docs/architecture.md, "Exact, and still fast").
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "models/common/time.h"

namespace shrimp {

class Calendar;

/// One thing a block can be woken for. Construct with a member function: Event(calendar, this, &Block::on_x).
class Event {
 public:
  template <class Owner>
  Event(Calendar& calendar, Owner* owner, void (Owner::*method)(Time now));
  ~Event();
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;

  /// Wakes at `t`, or earlier if already pending for an earlier time. `t` must not lie in the past.
  void wake_at(Time t);
  /// Wakes exactly at `t`, whatever was pending.
  void reschedule(Time t);
  void cancel();
  bool pending() const { return position_ != not_pending; }
  /// The pending time; never() if not pending.
  Time at() const { return pending() ? at_ : Time::never(); }

  /// The least delay after which what this event does can show on another node's calendar.
  void set_reach(Time least_delay);
  /// The least delay after which what this event does can show to the processor of its own node while that
  /// hits in its caches: as data that DMA moves, a line that is snooped, or an interrupt.
  void set_core_reach(Time least_delay);

 private:
  friend class Calendar;
  static constexpr std::size_t not_pending = static_cast<std::size_t>(-1);
  struct alignas(16) Target {
    unsigned char bytes[16];
  };

  Calendar& calendar_;
  void* owner_;
  void (*call_)(void* owner, const Target& method, Time now);
  Target method_{};
  std::size_t rank_;
  std::size_t position_ = not_pending;  // in Calendar::pending_
  Time at_{};
  Time reach_;
  Time core_reach_;
};

/// Notified when a calendar's earliest time changes.
class CalendarObserver {
 public:
  virtual void earliest_changed(Calendar& calendar) = 0;

 protected:
  ~CalendarObserver() = default;
};

/// The pending events of one node (or of the mesh), in our own total order.
class Calendar {
 public:
  /// `reach`: what an event's reach is unless it says otherwise.
  Calendar(std::string name, Time reach) : name_(std::move(name)), default_reach_(reach) {}

  const std::string& name() const { return name_; }
  /// The time of the event that runs now, or ran last.
  Time now() const { return now_; }
  /// The earliest pending time; never() if nothing is pending.
  Time next() const { return next_; }
  /// The earliest time at which anything pending here could show on another node's calendar.
  Time next_reach() const { return reach_.known ? reach_.time : find_least(reach_, &Event::reach_); }
  /// The earliest time at which anything pending here could show to the processor of this node.
  Time next_core_reach() const {
    return core_reach_.known ? core_reach_.time : find_least(core_reach_, &Event::core_reach_);
  }
  /// The core reach of events that are constructed from now on; 0 at first.
  void set_default_core_reach(Time least_delay) { default_core_reach_ = least_delay; }
  /// The processor of this node has run ahead: nothing may show to it before `t` any more.
  void set_core_limit(Time t) { core_limit_ = t; }
  /// To be called by what shows to the processor, at its instant: the rule above was kept.
  void check_core_limit() const;
  /// Runs the earliest event.
  void run_next();

  /// Null: nobody looks.
  void observe(CalendarObserver* observer) { observer_ = observer; }
  /// `*changes` grows with each change of what is pending here, and of reaches.
  void count_changes(std::uint64_t* changes) { changes_ = changes; }
  /// Counts of work done, for the host's part of the statistics.
  std::uint64_t events_run() const { return events_run_; }

 private:
  friend class Event;
  /// The earliest of `at` plus a reach over what is pending: looked at far more often than it changes.
  struct Least {
    Time time = Time::never();
    bool known = true;

    void inserted(Time t) {
      if (t < time) time = t;
    }
    void removed(Time t) {
      if (t == time) known = false;
    }
  };

  static bool before(const Event& a, const Event& b) {
    return a.at_ < b.at_ || (a.at_ == b.at_ && a.rank_ < b.rank_);
  }
  void insert(Event& e);
  void remove(Event& e);
  void find_earliest();
  void earliest_changed() {
    next_ = earliest_ ? earliest_->at_ : Time::never();
    if (observer_) observer_->earliest_changed(*this);
  }
  Time find_least(Least& least, Time Event::*reach) const;

  std::string name_;
  Time default_reach_;
  Time default_core_reach_{};
  Time core_limit_{};
  Time now_{};
  Event* earliest_ = nullptr;
  Time next_ = Time::never();
  mutable Least reach_, core_reach_;
  std::vector<Event*> pending_;  // unsorted: a handful at a time, a scan is cheaper than a heap
  std::size_t ranks_ = 0;
  std::uint64_t events_run_ = 0;
  CalendarObserver* observer_ = nullptr;
  std::uint64_t own_changes_ = 0;
  std::uint64_t* changes_ = &own_changes_;
};

template <class Owner>
Event::Event(Calendar& calendar, Owner* owner, void (Owner::*method)(Time now))
    : calendar_(calendar),
      owner_(owner),
      rank_(calendar.ranks_++),
      reach_(calendar.default_reach_),
      core_reach_(calendar.default_core_reach_) {
  static_assert(sizeof method <= sizeof(Target));
  __builtin_memcpy(&method_, &method, sizeof method);
  call_ = [](void* o, const Target& target, Time now) {
    void (Owner::*m)(Time);
    __builtin_memcpy(&m, &target, sizeof m);
    (static_cast<Owner*>(o)->*m)(now);
  };
}

}  // namespace shrimp
