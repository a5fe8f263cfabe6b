// SPDX-License-Identifier: MIT
// What blocks show of themselves over time, to who watches a machine while it runs: levels of queues, states
// of machines, owners of buses.
//
// A block keeps a small track for each and sets it where the thing itself changes; it lists its tracks in
// `void show(TrackSink&)`, beside report() and under the same names of components. While nobody watches, a
// change costs one test of a pointer, no call. To watch changes no simulated number.
//
// Order: the changes of one track come in the order of their times. A time may lie ahead of the present,
// since a bus knows when a transfer will end as it begins, but never behind it. So changes of different
// tracks come out of order; sim/observe/track_feed.h hands them on in order.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "models/common/address.h"
#include "models/common/time.h"

namespace shrimp {

/// Told of each change of the tracks it watches.
class TrackWatcher {
 public:
  /// Track `number` (as given to Track::watch) has this value from `t` on.
  virtual void changed(std::uint32_t number, Time t, std::uint64_t value) = 0;

 protected:
  ~TrackWatcher() = default;
};

class Track {
 public:
  /// From now on `watcher` knows this track as `number`; null: nobody watches it any more.
  void watch(TrackWatcher* watcher, std::uint32_t number = 0) {
    watcher_ = watcher;
    number_ = number;
  }
  /// Who watches, for who wants to watch as well and then has to pass changes on.
  TrackWatcher* watcher() const { return watcher_; }
  std::uint32_t number() const { return number_; }

 protected:
  void change(Time t, std::uint64_t value) {
    if (watcher_) watcher_->changed(number_, t, value);
  }

 private:
  TrackWatcher* watcher_ = nullptr;
  std::uint32_t number_ = 0;
};

/// How full something is, in a unit of its own.
class LevelTrack : public Track {
 public:
  void set(Time t, std::uint64_t level) { change(t, level); }
};

/// What something does, or who has it: one of a few states with names, of which the first is rest.
class StateTrack : public Track {
 public:
  /// `state`: an enumerator, or a number in the order of the names.
  template <class State>
  void set(Time t, State state) {
    change(t, static_cast<std::uint64_t>(state));
  }
};

/// The number of who has something, 0 if nobody has it.
class NumberTrack : public Track {
 public:
  void set(Time t, std::uint64_t number) { change(t, number); }
};

enum class TrackKind : std::uint8_t { level, state, number };

struct TrackDescription {
  TrackKind kind = TrackKind::level;
  std::string_view name;                 // within its component
  std::string_view unit;                 // of a level, in full: "bytes"; of a number what it counts: "pid"
  std::vector<std::string_view> states;  // of a state, in the order of their values
  std::string_view text;                 // one sentence
  std::uint64_t value = 0;               // at present
};

/// Receives the tracks of a component; implemented by sim/observe.
class TrackSink {
 public:
  virtual void add(Track& track, const TrackDescription& description) = 0;
  /// Enters and leaves a component: names become "outer.inner.name".
  virtual void enter(std::string_view component) = 0;
  virtual void leave() = 0;
  /// False: what belongs to this node need not be shown.
  virtual bool wants(NodeNumber) const { return true; }

  void level(std::string_view name, LevelTrack& track, std::uint64_t value, std::string_view unit,
             std::string_view text) {
    add(track, {TrackKind::level, name, unit, {}, text, value});
  }
  template <class State>
  void state(std::string_view name, StateTrack& track, State value, std::vector<std::string_view> states,
             std::string_view text) {
    add(track, {TrackKind::state, name, {}, std::move(states), text, static_cast<std::uint64_t>(value)});
  }
  void number(std::string_view name, NumberTrack& track, std::uint64_t value, std::string_view unit,
              std::string_view text) {
    add(track, {TrackKind::number, name, unit, {}, text, value});
  }
  /// Shows `component` under `name`.
  template <class Component>
  void part(std::string_view name, Component& component) {
    enter(name);
    component.show(*this);
    leave();
  }

 protected:
  ~TrackSink() = default;
};

}  // namespace shrimp
