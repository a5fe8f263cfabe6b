// SPDX-License-Identifier: MIT
#include "sim/observe/trace/perfetto_stream.h"

#include <google/protobuf/io/coded_stream.h>
#include <libdeflate.h>

#include <memory>

#include "models/common/invariant.h"

namespace shrimp {

namespace {

namespace pb = perfetto::protos;
using google::protobuf::io::CodedOutputStream;

constexpr std::size_t chunk_bytes =
    400 << 10;                  // a chunk must stay below 512 KB, whatever compression makes of it
constexpr int compression = 1;  // the fastest; more gains little
constexpr std::uint32_t needs_state = pb::TracePacket::SEQ_NEEDS_INCREMENTAL_STATE;
constexpr std::uint32_t trace_clock = 6;        // BUILTIN_CLOCK_BOOTTIME
constexpr std::uint32_t difference_clock = 64;  // the first of the numbers that a sequence has for itself

// The format on the wire, for the few messages of which a trace has millions: a tag, then a number or a
// length. A field is a number that the generated classes know.
constexpr std::size_t longest_packet = 128;

template <int field, int wire_type>
std::uint8_t* put_tag(std::uint8_t* at) {
  return CodedOutputStream::WriteVarint32ToArray(field << 3 | wire_type, at);
}
template <int field>
std::uint8_t* put(std::uint64_t value, std::uint8_t* at) {
  return CodedOutputStream::WriteVarint64ToArray(value, put_tag<field, 0>(at));
}
template <int field>
std::uint8_t* put_fixed(std::uint64_t value, std::uint8_t* at) {
  return CodedOutputStream::WriteLittleEndian64ToArray(value, put_tag<field, 1>(at));
}
pb::TracePacket packet_of(PerfettoStream::Sequence sequence) {
  pb::TracePacket packet;
  packet.set_trusted_packet_sequence_id(sequence);
  packet.set_sequence_flags(needs_state);
  return packet;
}

/// From now on the times of the sequence are differences, the first one to `ns`.
void set_difference_clock(pb::TracePacket& packet, std::uint64_t ns) {
  packet.mutable_trace_packet_defaults()->set_timestamp_clock_id(difference_clock);
  pb::ClockSnapshot& clocks = *packet.mutable_clock_snapshot();
  pb::ClockSnapshot::Clock& own = *clocks.add_clocks();
  own.set_clock_id(trace_clock);
  own.set_timestamp(ns);
  pb::ClockSnapshot::Clock& differences = *clocks.add_clocks();
  differences.set_clock_id(difference_clock);
  differences.set_timestamp(ns);
  differences.set_is_incremental(true);
}

/// As a field of a Trace.
void append_field(const pb::TracePacket& packet, std::string& trace) {
  const std::size_t bytes = packet.ByteSizeLong();
  const std::size_t old = trace.size();
  trace.resize(old + 1 + 5 + bytes);
  auto* at = reinterpret_cast<std::uint8_t*>(trace.data()) + old;
  *at++ = pb::Trace::kPacketFieldNumber << 3 | 2;
  at = CodedOutputStream::WriteVarint32ToArray(static_cast<std::uint32_t>(bytes), at);
  at = packet.SerializeWithCachedSizesToArray(at);
  trace.resize(static_cast<std::size_t>(at - reinterpret_cast<std::uint8_t*>(trace.data())));
}

std::string compressed_packet(const std::string& chunk) {
  const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> compressor(
      libdeflate_alloc_compressor(compression), libdeflate_free_compressor);
  std::string bytes(libdeflate_zlib_compress_bound(compressor.get(), chunk.size()), '\0');
  bytes.resize(
      libdeflate_zlib_compress(compressor.get(), chunk.data(), chunk.size(), bytes.data(), bytes.size()));
  pb::TracePacket packet;
  packet.set_compressed_packets(std::move(bytes));
  std::string text;
  append_field(packet, text);
  return text;
}

}  // namespace

PerfettoStream::PerfettoStream(TraceFile& file) : file_(file) {
  chunk_.resize(chunk_bytes);
}

void PerfettoStream::begin(Time t) {
  last_.fill(nanoseconds(t));
  for (Sequence s = blocks; s <= late_messages; ++s) {
    pb::TracePacket packet = packet_of(s);
    packet.set_sequence_flags(pb::TracePacket::SEQ_INCREMENTAL_STATE_CLEARED | needs_state);
    if (s != late_messages) set_difference_clock(packet, nanoseconds(t));
    append(packet);
  }
}

PerfettoStream::Sequence PerfettoStream::sequence_for(Time t) const {
  Sequence s = messages;
  while (s != late_messages && last_[s] > nanoseconds(t)) ++s;
  return s;
}

void PerfettoStream::describe(const pb::TrackDescriptor& track) {
  pb::TracePacket packet;
  *packet.mutable_track_descriptor() = track;
  append(packet);
}

std::uint64_t PerfettoStream::name(Sequence sequence, const std::string& name) {
  Names& names = names_[sequence];
  const auto [at, is_new] = names.emplace(name, names.size() + 1);
  if (!is_new) return at->second;
  pb::TracePacket packet = packet_of(sequence);
  pb::EventName& n = *packet.mutable_interned_data()->add_event_names();
  n.set_iid(at->second);
  n.set_name(name);
  append(packet);
  return at->second;
}

std::uint64_t PerfettoStream::annotation_name(Sequence sequence, const std::string& name) {
  Names& names = annotation_names_[sequence];
  const auto [at, is_new] = names.emplace(name, names.size() + 1);
  if (!is_new) return at->second;
  pb::TracePacket packet = packet_of(sequence);
  pb::DebugAnnotationName& n = *packet.mutable_interned_data()->add_debug_annotation_names();
  n.set_iid(at->second);
  n.set_name(name);
  append(packet);
  return at->second;
}

void PerfettoStream::begin_slice(Sequence sequence, Time t, std::uint64_t track, std::uint64_t name,
                                 std::uint64_t flow) {
  std::uint8_t* at = start(sequence, t);
  at = put<pb::TrackEvent::kTypeFieldNumber>(pb::TrackEvent::TYPE_SLICE_BEGIN, at);
  at = put<pb::TrackEvent::kNameIidFieldNumber>(name, at);
  at = put<pb::TrackEvent::kTrackUuidFieldNumber>(track, at);
  if (flow != 0) at = put_fixed<pb::TrackEvent::kFlowIdsFieldNumber>(flow, at);
  complete(at);
}

void PerfettoStream::end_slice(Sequence sequence, Time t, std::uint64_t track) {
  std::uint8_t* at = start(sequence, t);
  at = put<pb::TrackEvent::kTypeFieldNumber>(pb::TrackEvent::TYPE_SLICE_END, at);
  complete(put<pb::TrackEvent::kTrackUuidFieldNumber>(track, at));
}

void PerfettoStream::counter(Time t, std::uint64_t track, std::uint64_t value) {
  std::uint8_t* at = start(blocks, t);
  at = put<pb::TrackEvent::kTypeFieldNumber>(pb::TrackEvent::TYPE_COUNTER, at);
  at = put<pb::TrackEvent::kTrackUuidFieldNumber>(track, at);
  complete(put<pb::TrackEvent::kCounterValueFieldNumber>(value, at));
}

/// A packet with one of these events is shorter than 128 bytes, so its length takes one byte, and is known
/// when it is complete. Returns where the event's fields go.
std::uint8_t* PerfettoStream::start(Sequence sequence, Time t) {
  if (used_ + longest_packet > chunk_.size()) flush();
  std::uint8_t* at = reinterpret_cast<std::uint8_t*>(chunk_.data()) + used_;
  at = put_tag<pb::Trace::kPacketFieldNumber, 2>(at) + 1;
  at = put<pb::TracePacket::kTimestampFieldNumber>(packet_time(sequence, t), at);
  at = put<pb::TracePacket::kTrustedPacketSequenceIdFieldNumber>(sequence, at);
  at = put<pb::TracePacket::kSequenceFlagsFieldNumber>(needs_state, at);
  at = put_tag<pb::TracePacket::kTrackEventFieldNumber, 2>(at) + 1;
  event_at_ = static_cast<std::size_t>(at - reinterpret_cast<std::uint8_t*>(chunk_.data()));
  return at;
}

void PerfettoStream::complete(const std::uint8_t* end) {
  const auto size = static_cast<std::size_t>(end - reinterpret_cast<const std::uint8_t*>(chunk_.data()));
  chunk_[event_at_ - 1] = static_cast<char>(size - event_at_);
  chunk_[used_ + 1] = static_cast<char>(size - used_ - 2);
  used_ = size;
}

void PerfettoStream::event(Sequence sequence, Time t, const pb::TrackEvent& event) {
  pb::TracePacket packet = packet_of(sequence);
  packet.set_timestamp(packet_time(sequence, t));
  *packet.mutable_track_event() = event;
  append(packet);
}

std::uint64_t PerfettoStream::packet_time(Sequence sequence, Time t) {
  const std::uint64_t ns = nanoseconds(t);
  if (sequence == late_messages) return ns;
  SHRIMP_INVARIANT(ns >= last_[sequence], "a trace goes back from {} to {} ns", last_[sequence], ns);
  const std::uint64_t difference = ns - last_[sequence];
  last_[sequence] = ns;
  return difference;
}

void PerfettoStream::append(const Packet& packet) {
  std::string text;
  append_field(packet, text);
  if (used_ + text.size() > chunk_.size()) flush();
  chunk_.replace(used_, text.size(), text);
  used_ += text.size();
}

void PerfettoStream::flush() {
  write_compressed();
  full_.swap(chunk_);
  full_.resize(used_);
  chunk_.resize(chunk_bytes);
  used_ = 0;
  compressed_ = std::async([this] { return compressed_packet(full_); });
}

void PerfettoStream::write_compressed() {
  if (compressed_.valid()) file_.write(compressed_.get());
}

void PerfettoStream::finish() {
  if (used_ > 0) flush();
  write_compressed();
}

}  // namespace shrimp
