// SPDX-License-Identifier: MIT
// Reads a Perfetto trace back, by the same .proto, as trace_processor would: packets are decompressed, times
// that are differences are summed up by sequence, names looked up. What it does not understand fails the
// test.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "sim/observe/trace/perfetto.pb.h"

struct PerfettoTrace {
  using Type = perfetto::protos::TrackEvent::Type;
  struct Event {
    std::uint64_t ns = 0;
    Type type{};
    std::uint64_t track = 0;
    std::string name;
    std::uint64_t flow = 0;
    std::int64_t value = 0;
    std::map<std::string, std::uint64_t> numbers;  // of annotations
  };
  struct Slice {
    std::uint64_t begin = 0, end = 0;
    Event event;  // with which it begins
  };

  explicit PerfettoTrace(const std::string& path);

  /// "node[0]/nic.outgoing_fifo/occupancy"
  std::string path_of(std::uint64_t track) const;
  /// In the order of time; at one instant as in the file.
  std::vector<Event> sorted() const;
  /// By the path of their tracks. Checks that slices of a track do not overlap and that each one ends.
  std::map<std::string, std::vector<Slice>> slices() const;
  /// By flow, in the order of time.
  std::map<std::uint64_t, std::vector<Slice>> flows() const;
  /// The greatest value of a counter.
  std::int64_t greatest(const std::string& path) const;

  std::map<std::uint64_t, perfetto::protos::TrackDescriptor> tracks;
  std::vector<Event> events;
};
