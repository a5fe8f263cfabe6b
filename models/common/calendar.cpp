// SPDX-License-Identifier: MIT
#include "models/common/calendar.h"

#include "models/common/invariant.h"

namespace shrimp {

Event::~Event() {
  cancel();
}

void Event::wake_at(Time t) {
  if (pending() && at_ <= t) return;
  reschedule(t);
}

void Event::reschedule(Time t) {
  SHRIMP_INVARIANT(t >= calendar_.now(), "{}: an event was scheduled for {} ps, before the present {} ps",
                   calendar_.name(), t.ps, calendar_.now().ps);
  if (pending()) calendar_.remove(*this);
  at_ = t;
  calendar_.insert(*this);
}

void Event::cancel() {
  if (pending()) calendar_.remove(*this);
}

void Event::set_reach(Time least_delay) {
  reach_ = least_delay;
  if (!pending()) return;
  calendar_.reach_.known = false;
  ++*calendar_.changes_;
}

void Event::set_core_reach(Time least_delay) {
  core_reach_ = least_delay;
  if (!pending()) return;
  calendar_.core_reach_.known = false;
  ++*calendar_.changes_;
}

void Calendar::insert(Event& e) {
  ++*changes_;
  e.position_ = pending_.size();
  pending_.push_back(&e);
  reach_.inserted(later(e.at_, e.reach_));
  core_reach_.inserted(later(e.at_, e.core_reach_));
  if (earliest_ && !before(e, *earliest_)) return;
  earliest_ = &e;
  earliest_changed();
}

void Calendar::remove(Event& e) {
  ++*changes_;
  Event* last = pending_.back();
  pending_[e.position_] = last;
  last->position_ = e.position_;
  pending_.pop_back();
  e.position_ = Event::not_pending;
  reach_.removed(later(e.at_, e.reach_));
  core_reach_.removed(later(e.at_, e.core_reach_));
  if (earliest_ != &e) return;
  find_earliest();
  earliest_changed();
}

void Calendar::find_earliest() {
  earliest_ = nullptr;
  for (Event* e : pending_)
    if (!earliest_ || before(*e, *earliest_)) earliest_ = e;
}

Time Calendar::find_least(Least& least, Time Event::*reach) const {
  least.time = Time::never();
  for (const Event* e : pending_) least.time = min(least.time, later(e->at_, e->*reach));
  least.known = true;
  return least.time;
}

void Calendar::check_core_limit() const {
  SHRIMP_INVARIANT(now_ >= core_limit_,
                   "{}: at {} ps something shows to the processor, which has run ahead to {} ps", name_,
                   now_.ps, core_limit_.ps);
}

void Calendar::run_next() {
  Event& e = *earliest_;
  now_ = e.at_;
  remove(e);
  ++events_run_;
  e.call_(e.owner_, e.method_, now_);
}

}  // namespace shrimp
