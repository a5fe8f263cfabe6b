// SPDX-License-Identifier: MIT
// A Perfetto trace as a stream of packets: compressed chunk by chunk, names interned, so that memory stays
// bounded whatever the trace holds.
//
// Several sequences of packets, on each of which times are differences to the last: one for what blocks do,
// which comes in the order of time, and a few for messages, whose life is known when it is over. One that has
// place on none of these, since it began before the last on each was over, goes to a last sequence, where
// times stand for themselves. Viewers sort. Since one message is as the next, so are the differences, and
// compression makes little of them. The format's times are whole nanoseconds: ours are rounded down to them.
// One chunk is compressed, by a thread of its own, while the next one fills; what the file holds when a chunk
// is full does not depend on how fast that goes.
#pragma once
#include <array>
#include <cstdint>
#include <future>
#include <map>
#include <string>
#include <string_view>

#include "models/common/time.h"
#include "sim/observe/trace/perfetto.pb.h"
#include "sim/observe/trace/trace_file.h"

namespace shrimp {

class PerfettoStream {
 public:
  /// The number of a sequence of packets.
  using Sequence = std::uint32_t;
  static constexpr Sequence blocks = 1;
  static constexpr Sequence messages = 2;  // the first of them
  static constexpr Sequence late_messages = 10;

  explicit PerfettoStream(TraceFile& file);

  /// The times of blocks count from `t` on; the first packets.
  void begin(Time t);
  void describe(const perfetto::protos::TrackDescriptor& track);
  /// The sequence for all events of a message that begins at `t`.
  Sequence sequence_for(Time t) const;
  /// The number of a name on a sequence, for good.
  std::uint64_t name(Sequence sequence, const std::string& name);
  /// The same of a name of an annotation.
  std::uint64_t annotation_name(Sequence sequence, const std::string& name);

  // Events. Nearly all of a trace is made of these three; `flow` 0: of none.
  void begin_slice(Sequence sequence, Time t, std::uint64_t track, std::uint64_t name,
                   std::uint64_t flow = 0);
  void end_slice(Sequence sequence, Time t, std::uint64_t track);
  void counter(Time t, std::uint64_t track, std::uint64_t value);
  /// Any other.
  void event(Sequence sequence, Time t, const perfetto::protos::TrackEvent& event);
  /// Writes what is left.
  void finish();

  static std::uint64_t nanoseconds(Time t) { return static_cast<std::uint64_t>(t.ps) / 1000; }

 private:
  using Packet = perfetto::protos::TracePacket;
  using Names = std::map<std::string, std::uint64_t>;
  std::uint64_t packet_time(Sequence sequence, Time t);
  void append(const Packet& packet);
  std::uint8_t* start(Sequence sequence, Time t);
  void complete(const std::uint8_t* end);
  void flush();
  void write_compressed();

  TraceFile& file_;
  std::string chunk_;                    // packets, each with its tag and length, as in a Trace,
  std::size_t used_ = 0;                 // and how much of it they fill
  std::size_t event_at_ = 0;             // of the event that is being written
  std::string full_;                     // a chunk that is being compressed
  std::future<std::string> compressed_;  // the packet that it becomes
  std::array<std::uint64_t, late_messages + 1> last_{};  // times, in nanoseconds, by sequence
  std::array<Names, late_messages + 1> names_;
  std::array<Names, late_messages + 1> annotation_names_;
};

}  // namespace shrimp
