// SPDX-License-Identifier: MIT
#include "models/common/executive.h"

#include "models/common/invariant.h"

namespace shrimp {

Executive::Executive(sc_core::sc_module_name name) : sc_module(name) {
  SC_METHOD(run);
  sensitive << wake_;
  is_first_ = sc_core::sc_get_top_level_objects().size() == 1;
}

void Executive::add(Calendar& calendar) {
  calendars_.push_back(&calendar);
  calendar.observe(this);
  calendar.count_changes(&changes_);
}

void Executive::add_observer(Calendar& calendar) {
  add(calendar);
  observer_ = &calendar;
}

void Executive::set_check(std::uint64_t events, void (*check)(void*), void* argument) {
  check_every_ = until_check_ = events;
  check_ = check;
  check_argument_ = argument;
}

Calendar* Executive::earliest() const {
  Calendar* first = calendars_.front();
  for (Calendar* c : calendars_)
    if (c->next() < first->next()) first = c;
  return first;
}

Time Executive::horizon(const Calendar& own, Time arrival_to_core) const {
  if (!run_ahead_) return now_;
  Time others = Time::never();
  for (const Calendar* c : calendars_)
    if (c != &own) others = min(others, c->next_reach());
  const Time watched = observer_ ? min(foreign_, observer_->next()) : foreign_;
  const Time limit = min(min(own.next_core_reach(), later(others, arrival_to_core)), watched);
  return leader_ && leader_ != &own ? min(limit, leader_limit()) : limit;
}

/// Nothing happens on the leader's calendar earlier.
Time Executive::leader_limit() const {
  Time limit = leader_->next();
  for (const Calendar* c : calendars_)
    if (c != leader_) limit = min(limit, c->next_reach());
  return limit;
}

void Executive::simulate() {
  sc_core::sc_start();
  if (failure_) std::rethrow_exception(failure_);
}

void Executive::all_is_own() {
  if (is_first_) own_objects_ = sc_core::sc_get_top_level_objects().size();
}

void Executive::start_of_simulation() {
  third_parties_ = sc_core::sc_get_top_level_objects().size() != own_objects_;
}

void Executive::run() {
  observe_calendars(nullptr);
  try {
    run_events();
  } catch (...) {
    failure_ = std::current_exception();
    stopped_ = true;
  }
  observe_calendars(this);
  if (stopped_) sc_core::sc_stop();
}

void Executive::run_events() {
  while (!stopped_) {
    Calendar* calendar = earliest();
    if (calendar->next().is_never()) break;
    if (third_parties_) {
      foreign_ = Time::never();
      if (sc_core::sc_pending_activity()) {  // never run past it
        const Time present = annotated_time(sc_core::SC_ZERO_TIME);
        foreign_ = present + Time{static_cast<std::int64_t>(sc_core::sc_time_to_pending_activity().value())};
        if (calendar->next() >= foreign_) {
          next_trigger(annotated_delay(max(calendar->next(), present)), wake_);
          return;
        }
      }
    }
    now_ = calendar->next();
    calendar->run_next();
    if (--until_check_ == 0) check();
  }
  SHRIMP_INVARIANT(third_parties_ || !sc_core::sc_pending_activity(),
                   "something is pending in SystemC, though everything was said to be the machine's own");
}

void Executive::check() {
  until_check_ = check_every_;
  if (check_) check_(check_argument_);
}

/// While the executive sleeps, only a third party's module changes a calendar.
void Executive::observe_calendars(CalendarObserver* observer) {
  for (Calendar* c : calendars_) c->observe(observer);
}

void Executive::earliest_changed(Calendar& calendar) {
  if (sc_core::sc_is_running() && !calendar.next().is_never())
    wake_.notify(annotated_delay(max(calendar.next(), annotated_time(sc_core::SC_ZERO_TIME))));
}

std::uint64_t Executive::events_run() const {
  std::uint64_t sum = 0;
  for (const Calendar* c : calendars_) sum += c->events_run();
  return sum;
}

}  // namespace shrimp
