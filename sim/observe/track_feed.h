// SPDX-License-Identifier: MIT
// Watches the tracks of a machine (models/common/track.h) and hands their changes on in the order of time.
//
// Blocks tell of changes as they come to know them, some with times that lie ahead. None lies behind the
// present, so all changes before the present are complete: those that are later wait here, a few for each
// bus. Changes of one instant are handed on in the order in which the blocks told of them, which is the
// machine's own order of events, so the same on every host. What a state was for no time at all is left out,
// and so is a change to what a track is already; a level's steps are all kept, its greatest value with them.
//
// Several feeds may watch one machine, each with its own window and nodes; they end in the reverse order.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "models/common/track.h"
#include "sim/machine/machine.h"

namespace shrimp {

/// A track, as clients know it.
struct TrackInfo {
  std::string component;  // as in the statistics: "node[0].nic.outgoing_fifo"
  std::string name;       // "occupancy"
  TrackKind kind = TrackKind::level;
  std::string unit;
  std::vector<std::string> states;
  std::string text;
  std::uint64_t value = 0;  // what was handed on last; before the window, what it is

  std::string full_name() const { return component + "." + name; }
  /// A value of a state or a number in words, "writing" or "pid 100".
  std::string value_text(std::uint64_t value) const;
};

/// A stretch of simulated time, its end included.
struct TimeWindow {
  Time from{};
  Time to = Time::never();
};

class TrackClient {
 public:
  /// The window begins at `t`: all tracks there are, with their values. Told once, if ever.
  virtual void begins(const std::vector<TrackInfo>& tracks, Time t) = 0;
  /// A process was made within the window: the last of `tracks` is its.
  virtual void added(const std::vector<TrackInfo>& tracks, Time t) = 0;
  /// In the order of time. `track` is an index into the tracks; info.value is still the value before.
  virtual void changed(std::uint32_t track, const TrackInfo& info, Time t, std::uint64_t value) = 0;
  /// The window ends at `t`, or the run does.
  virtual void ends(Time t) = 0;

 protected:
  ~TrackClient() = default;
};

class TrackFeed final : private TrackSink, private TrackWatcher {
 public:
  /// Watches `machine` from now on. `wants`: of which nodes the tracks are shown; empty: of all.
  TrackFeed(Machine& machine, const TimeWindow& window = {}, std::function<bool(NodeNumber)> wants = {});
  ~TrackFeed();
  TrackFeed(const TrackFeed&) = delete;
  TrackFeed& operator=(const TrackFeed&) = delete;

  /// Before the run. Clients outlive the feed.
  void add(TrackClient& client) { clients_.push_back(&client); }
  /// The run is over at `t`: hands on what came before, and ends the window if it has begun.
  void finish(Time t);
  /// True if the window has begun.
  bool has_begun() const { return stage_ != Stage::before; }
  const std::vector<TrackInfo>& tracks() const { return tracks_; }

 private:
  enum class Stage : std::uint8_t { before, within, after };
  struct Change {
    Time t;
    std::uint64_t number;  // in the order of calls
    std::uint32_t track;
    std::uint64_t value;
  };
  /// What one track was told to become at the present instant; a state only becomes the last of it.
  struct Watched {
    Track* track;
    TrackWatcher* other;  // who watched it before, and does still; null: nobody
    std::uint32_t number_there;
    std::uint64_t value = 0;
    bool touched = false;
  };

  // TrackSink
  void add(Track& track, const TrackDescription& description) override;
  void enter(std::string_view component) override;
  void leave() override;
  bool wants(NodeNumber node) const override { return !wants_ || wants_(node); }
  // TrackWatcher
  void changed(std::uint32_t track, Time t, std::uint64_t value) override;

  static bool later(const Change& a, const Change& b);
  void hand_on_before(Time t);
  void hand_on(const Change& change);
  void settle();
  void tell(std::uint32_t track, std::uint64_t value);
  void leave_tracks();
  void reach(Time t);
  void begin();
  void end(Time t);

  const Executive& executive_;
  const TimeWindow window_;
  const std::function<bool(NodeNumber)> wants_;
  std::vector<TrackClient*> clients_;
  std::vector<TrackInfo> tracks_;
  std::vector<Watched> watched_;
  std::string prefix_;                // "node[0].nic."
  std::vector<std::size_t> lengths_;  // of the prefix before each enter
  std::vector<Change> waiting_;       // a heap
  std::vector<std::uint32_t> touched_;
  std::uint64_t changes_ = 0;
  Time present_{};  // everything before it has been handed on
  Time instant_{};  // of the states that settle() hands on
  Stage stage_ = Stage::before;
};

}  // namespace shrimp
