// SPDX-License-Identifier: MIT
#include "sim/observe/track_feed.h"

#include <fmt/format.h>

#include <algorithm>

namespace shrimp {

std::string TrackInfo::value_text(std::uint64_t v) const {
  if (kind == TrackKind::state && v < states.size()) return states[v];
  return fmt::format("{} {}", unit, v);
}

TrackFeed::TrackFeed(Machine& machine, const TimeWindow& window, std::function<bool(NodeNumber)> wants)
    : executive_(machine.executive()), window_(window), wants_(std::move(wants)) {
  machine.show(*this);
}

TrackFeed::~TrackFeed() {
  leave_tracks();
}

/// Another feed that has come since stands before this one and goes on passing changes to it, and so to
/// others.
void TrackFeed::leave_tracks() {
  for (const Watched& w : watched_)
    if (w.track->watcher() == this) w.track->watch(w.other, w.number_there);
}

void TrackFeed::enter(std::string_view component) {
  lengths_.push_back(prefix_.size());
  prefix_.append(component).append(".");
}

void TrackFeed::leave() {
  prefix_.resize(lengths_.back());
  lengths_.pop_back();
}

void TrackFeed::add(Track& track, const TrackDescription& d) {
  const Time now = executive_.now();
  if (stage_ == Stage::within) {  // a process that another one has made
    hand_on_before(now);
    reach(now);
  }
  if (stage_ == Stage::after) return;
  watched_.push_back({&track, track.watcher(), track.number(), d.value});
  track.watch(this, static_cast<std::uint32_t>(tracks_.size()));
  TrackInfo info;
  info.component = prefix_.substr(0, prefix_.size() - 1);
  info.name = d.name;
  info.kind = d.kind;
  info.unit = d.unit;
  info.states.assign(d.states.begin(), d.states.end());
  info.text = d.text;
  info.value = d.value;
  if (stage_ == Stage::within) hand_on_before(executive_.now());
  tracks_.push_back(info);
  if (stage_ != Stage::within) return;
  for (TrackClient* c : clients_) c->added(tracks_, now);
}

bool TrackFeed::later(const Change& a, const Change& b) {
  return a.t != b.t ? b.t < a.t : b.number < a.number;
}

void TrackFeed::changed(std::uint32_t track, Time t, std::uint64_t value) {
  const Watched& w = watched_[track];
  if (w.other) w.other->changed(w.number_there, t, value);
  if (stage_ == Stage::after) return;
  const Time now = executive_.now();
  if (now > present_) hand_on_before(now);
  if (stage_ == Stage::after) return;
  waiting_.push_back({t, changes_++, track, value});
  std::push_heap(waiting_.begin(), waiting_.end(), later);
}

void TrackFeed::hand_on_before(Time t) {
  present_ = t;
  while (!waiting_.empty() && waiting_.front().t < t) {
    std::pop_heap(waiting_.begin(), waiting_.end(), later);
    const Change change = waiting_.back();
    waiting_.pop_back();
    hand_on(change);
    if (stage_ == Stage::after) return;
  }
  settle();
}

void TrackFeed::hand_on(const Change& change) {
  if (change.t > instant_) {
    settle();
    reach(change.t);
    if (stage_ == Stage::after) return;
    instant_ = change.t;
  }
  Watched& w = watched_[change.track];
  if (tracks_[change.track].kind == TrackKind::level) return tell(change.track, change.value);
  w.value = change.value;
  if (w.touched) return;
  w.touched = true;
  touched_.push_back(change.track);
}

/// The instant is over: states are what they were told last.
void TrackFeed::settle() {
  for (const std::uint32_t track : touched_) {
    watched_[track].touched = false;
    tell(track, watched_[track].value);
  }
  touched_.clear();
}

void TrackFeed::tell(std::uint32_t track, std::uint64_t value) {
  TrackInfo& info = tracks_[track];
  if (info.value == value) return;
  if (stage_ == Stage::within)
    for (TrackClient* c : clients_) c->changed(track, info, instant_, value);
  info.value = value;
}

/// Time goes on to `t`, perhaps over an edge of the window.
void TrackFeed::reach(Time t) {
  if (stage_ == Stage::before && t >= window_.from) begin();
  if (stage_ == Stage::within && t > window_.to) end(window_.to);
}

void TrackFeed::begin() {
  stage_ = Stage::within;
  for (TrackClient* c : clients_) c->begins(tracks_, window_.from);
}

void TrackFeed::end(Time t) {
  stage_ = Stage::after;
  leave_tracks();
  waiting_.clear();
  for (TrackClient* c : clients_) c->ends(t);
}

void TrackFeed::finish(Time t) {
  if (stage_ == Stage::after) return;
  hand_on_before(t + Time{1});
  if (stage_ == Stage::after) return;
  settle();
  reach(t);
  if (stage_ == Stage::within) end(t);
}

}  // namespace shrimp
