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

void Calendar::insert(Event& e) {
  e.position_ = pending_.size();
  pending_.push_back(&e);
  if (earliest_ && !before(e, *earliest_)) return;
  earliest_ = &e;
  if (observer_) observer_->earliest_changed(*this);
}

void Calendar::remove(Event& e) {
  Event* last = pending_.back();
  pending_[e.position_] = last;
  last->position_ = e.position_;
  pending_.pop_back();
  e.position_ = Event::not_pending;
  if (earliest_ != &e) return;
  find_earliest();
  if (observer_) observer_->earliest_changed(*this);
}

void Calendar::find_earliest() {
  earliest_ = nullptr;
  for (Event* e : pending_)
    if (!earliest_ || before(*e, *earliest_)) earliest_ = e;
}

Time Calendar::next_reach() const {
  Time reach = Time::never();
  for (const Event* e : pending_) reach = min(reach, later(e->at_, e->reach_));
  return reach;
}

Time Calendar::next_core_reach() const {
  Time reach = Time::never();
  for (const Event* e : pending_) reach = min(reach, later(e->at_, e->core_reach_));
  return reach;
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
