// SPDX-License-Identifier: MIT
#include "models/common/executive.h"

namespace shrimp {

Executive::Executive(sc_core::sc_module_name name) : sc_module(name) {
  SC_METHOD(run);
  sensitive << wake_;
}

void Executive::add(Calendar& calendar) {
  calendars_.push_back(&calendar);
  calendar.observe(this);
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

void Executive::run() {
  running_ = true;
  try {
    run_events();
  } catch (...) {
    failure_ = std::current_exception();
    stopped_ = true;
  }
  running_ = false;
  if (stopped_) sc_core::sc_stop();
}

void Executive::run_events() {
  while (!stopped_) {
    Calendar* calendar = earliest();
    if (calendar->next().is_never()) return;
    foreign_ = Time::never();
    if (sc_core::sc_pending_activity()) {  // a third party's module: never run past it
      const Time present = annotated_time(sc_core::SC_ZERO_TIME);
      foreign_ = present + Time{static_cast<std::int64_t>(sc_core::sc_time_to_pending_activity().value())};
      if (calendar->next() >= foreign_) {
        next_trigger(annotated_delay(max(calendar->next(), present)), wake_);
        return;
      }
    }
    now_ = calendar->next();
    calendar->run_next();
    if (check_ && --until_check_ == 0) {
      until_check_ = check_every_;
      check_(check_argument_);
    }
  }
}

void Executive::earliest_changed(Calendar& calendar) {
  // Only a third party's module changes a calendar while the executive sleeps.
  if (!running_ && sc_core::sc_is_running() && !calendar.next().is_never())
    wake_.notify(annotated_delay(max(calendar.next(), annotated_time(sc_core::SC_ZERO_TIME))));
}

std::uint64_t Executive::events_run() const {
  std::uint64_t sum = 0;
  for (const Calendar* c : calendars_) sum += c->events_run();
  return sum;
}

}  // namespace shrimp
