// SPDX-License-Identifier: MIT
// A trace for Perfetto (ui.perfetto.dev, trace_processor): a process for each node, one for the mesh and one
// for the Ethernet; in it a group of tracks for each block and each simulated process.
//
// A level is a counter. A state or a number is a row of slices, with nothing drawn while it rests. A
// message's steps (step.h) are slices on tracks "messages" of the blocks where they happen, joined by a flow;
// as many such tracks as messages are in a block at once. Its first slice tells its exact latency in
// picoseconds.
#pragma once
#include <array>
#include <map>
#include <string>
#include <vector>

#include "sim/observe/trace/lanes.h"
#include "sim/observe/trace/perfetto_stream.h"
#include "sim/observe/trace/trace_writer.h"

namespace shrimp {

class PerfettoWriter final : public TraceWriter {
 public:
  /// `wants`: of which nodes steps of messages are shown; empty: of all.
  PerfettoWriter(const std::string& path, Bytes limit, const TimeWindow& window,
                 std::function<bool(NodeNumber)> wants);

  void begins(const std::vector<TrackInfo>& tracks, Time t) override;
  void never_begins(const std::vector<TrackInfo>& tracks) override;
  void added(const std::vector<TrackInfo>& tracks, Time t) override;
  void changed(std::uint32_t track, const TrackInfo& info, Time t, std::uint64_t value) override;
  void ends(Time t) override;
  void message(const Message& message) override;
  void finish() override;
  std::string trouble() const override { return file_.trouble(); }
  bool failed() const override { return !file_.good(); }

 private:
  /// A block in which messages have steps: its group, and the tracks in it for them.
  struct Room {
    std::uint64_t group = 0;
    Lanes lanes;
    std::vector<std::uint64_t> tracks;
  };

  std::uint64_t group_of(const std::string& component);
  std::uint64_t describe(std::uint64_t parent, const std::string& name, const std::string& text);
  void declare(const TrackInfo& info);
  void show(std::uint32_t track, const TrackInfo& info, Time t, std::uint64_t value);
  std::uint64_t name_of(std::uint32_t track, const TrackInfo& info, std::uint64_t value);
  bool step(const Message& message, Milestone end, Time from, Time to, bool first);
  void annotate(perfetto::protos::TrackEvent& event, const Message& message);
  Room* room_of(const Message& message, Milestone end);
  void check_limit(Time t);
  bool closed() const { return file_.stopped() || !file_.good(); }

  TraceFile file_;
  PerfettoStream stream_;
  const TimeWindow window_;
  const std::function<bool(NodeNumber)> wants_;
  std::map<std::string, std::uint64_t> groups_;          // by component; also of what components lie in
  std::vector<std::uint64_t> tracks_;                    // of TrackInfos, in their order
  std::vector<bool> open_;                               // there is a slice of it
  std::vector<std::vector<std::uint64_t>> state_names_;  // of its values, as interned; 0: not yet
  std::array<std::array<std::uint64_t, milestone_count>, PerfettoStream::late_messages + 1> step_names_{};
  PerfettoStream::Sequence sequence_ = 0;  // of the message that is being written
  std::vector<Room*> rooms_by_step_;       // by node and milestone
  std::map<std::string, Room> rooms_;      // by component
  std::uint64_t last_uuid_ = 0;
  std::int32_t processes_ = 0;
  std::uint64_t messages_ = 0;
  std::uint64_t checked_bytes_ = 0;
  Time last_{};
};

}  // namespace shrimp
