// SPDX-License-Identifier: MIT
#include "tests/sim/observe/trace/perfetto_reader.h"

#include <google/protobuf/io/gzip_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "tests/catch.h"

namespace pb = perfetto::protos;

namespace {

struct SequenceState {
  std::map<std::uint64_t, std::string> names, annotation_names;
  std::uint64_t now = 0;
  bool differences = false;
  bool cleared = false;
};

class Reader {
 public:
  explicit Reader(PerfettoTrace& trace) : trace_(trace) {}

  void read(const pb::TracePacket& packet) {
    if (packet.has_track_descriptor()) {
      trace_.tracks[packet.track_descriptor().uuid()] = packet.track_descriptor();
      return;
    }
    SequenceState& s = sequences_[packet.trusted_packet_sequence_id()];
    if (packet.sequence_flags() & pb::TracePacket::SEQ_INCREMENTAL_STATE_CLEARED) s.cleared = true;
    CHECK(s.cleared);
    if (packet.has_clock_snapshot()) read(packet.clock_snapshot(), s);
    for (const auto& n : packet.interned_data().event_names()) s.names[n.iid()] = n.name();
    for (const auto& n : packet.interned_data().debug_annotation_names())
      s.annotation_names[n.iid()] = n.name();
    if (packet.has_track_event()) read(packet, s);
  }

 private:
  static void read(const pb::ClockSnapshot& clocks, SequenceState& s) {
    REQUIRE(clocks.clocks_size() == 2);
    CHECK(clocks.clocks(0).clock_id() == 6);
    CHECK(clocks.clocks(1).is_incremental());
    CHECK(clocks.clocks(0).timestamp() == clocks.clocks(1).timestamp());
    s.now = clocks.clocks(1).timestamp();
    s.differences = true;
  }

  void read(const pb::TracePacket& packet, SequenceState& s) {
    const pb::TrackEvent& from = packet.track_event();
    s.now = s.differences ? s.now + packet.timestamp() : packet.timestamp();
    PerfettoTrace::Event e;
    e.ns = s.now;
    e.type = from.type();
    e.track = from.track_uuid();
    if (from.has_name_iid()) e.name = s.names.at(from.name_iid());
    if (from.flow_ids_size() > 0) e.flow = from.flow_ids(0);
    e.value = from.counter_value();
    for (const auto& a : from.debug_annotations())
      e.numbers[s.annotation_names.at(a.name_iid())] = a.uint_value();
    trace_.events.push_back(e);
  }

  PerfettoTrace& trace_;
  std::map<std::uint32_t, SequenceState> sequences_;
};

}  // namespace

PerfettoTrace::PerfettoTrace(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  pb::Trace whole;
  REQUIRE(whole.ParseFromString(text));
  Reader reader(*this);
  for (const pb::TracePacket& chunk : whole.packet()) {
    REQUIRE(chunk.has_compressed_packets());
    CHECK(chunk.ByteSizeLong() + 10 < 512 * 1024);
    const std::string& bytes = chunk.compressed_packets();
    google::protobuf::io::ArrayInputStream in(bytes.data(), static_cast<int>(bytes.size()));
    google::protobuf::io::GzipInputStream unzipped(&in, google::protobuf::io::GzipInputStream::ZLIB);
    pb::Trace part;
    REQUIRE(part.ParseFromZeroCopyStream(&unzipped));
    for (const pb::TracePacket& packet : part.packet()) reader.read(packet);
  }
}

std::string PerfettoTrace::path_of(std::uint64_t track) const {
  const pb::TrackDescriptor& t = tracks.at(track);
  if (t.has_process()) return t.process().process_name();
  return path_of(t.parent_uuid()) + "/" + t.name();
}

std::vector<PerfettoTrace::Event> PerfettoTrace::sorted() const {
  std::vector<Event> all = events;
  std::stable_sort(all.begin(), all.end(), [](const Event& a, const Event& b) { return a.ns < b.ns; });
  return all;
}

std::map<std::string, std::vector<PerfettoTrace::Slice>> PerfettoTrace::slices() const {
  std::map<std::uint64_t, std::vector<Slice>> by_track;
  std::map<std::uint64_t, bool> open;
  int wrong = 0;
  for (const Event& e : sorted()) {
    if (tracks.count(e.track) == 0) ++wrong;
    if (e.type == pb::TrackEvent::TYPE_SLICE_BEGIN) {
      wrong += open[e.track];
      open[e.track] = true;
      by_track[e.track].push_back({e.ns, e.ns, e});
    } else if (e.type == pb::TrackEvent::TYPE_SLICE_END) {
      wrong += !open[e.track];
      open[e.track] = false;
      by_track[e.track].back().end = e.ns;
    }
  }
  for (const auto& [track, is_open] : open) wrong += is_open;
  CHECK(wrong == 0);
  std::map<std::string, std::vector<Slice>> by_path;
  for (const auto& [track, slices] : by_track) {
    std::vector<Slice>& all = by_path[path_of(track)];
    all.insert(all.end(), slices.begin(), slices.end());
  }
  return by_path;
}

std::map<std::uint64_t, std::vector<PerfettoTrace::Slice>> PerfettoTrace::flows() const {
  std::map<std::uint64_t, std::vector<Slice>> flows;
  for (const auto& [path, all] : slices())
    for (const Slice& s : all)
      if (s.event.flow != 0) flows[s.event.flow].push_back(s);
  for (auto& [flow, steps] : flows)
    std::sort(steps.begin(), steps.end(), [](const Slice& a, const Slice& b) { return a.begin < b.begin; });
  return flows;
}

std::int64_t PerfettoTrace::greatest(const std::string& path) const {
  std::int64_t greatest = -1;
  for (const Event& e : events)
    if (e.type == pb::TrackEvent::TYPE_COUNTER && path_of(e.track) == path)
      greatest = std::max(greatest, e.value);
  return greatest;
}
