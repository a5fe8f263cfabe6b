// SPDX-License-Identifier: MIT
#include "sim/observe/trace/perfetto_writer.h"

#include <fmt/format.h>

#include "sim/observe/step.h"

namespace shrimp {

namespace {

namespace pb = perfetto::protos;

constexpr std::uint64_t most_kept_names = 4096;  // of a track: states, or processes by their pid
constexpr std::uint64_t reserve = 1 << 20;  // bytes for what is in memory, and for the ends of open slices

/// The first of the blocks that a step names: "bridge" of "bridge, eisa".
std::string first_block(std::string_view blocks) {
  return std::string(blocks.substr(0, blocks.find(',')));
}

/// Where a step happens: the sender, the mesh, or the receiver.
std::string component_of(const Message& message, Milestone end) {
  const std::string block = first_block(step_to(end).block);
  if (end > Milestone::injected && end <= Milestone::arrived) return block;
  return fmt::format("node[{}].{}", end <= Milestone::injected ? message.from : message.to, block);
}

}  // namespace

PerfettoWriter::PerfettoWriter(const std::string& path, Bytes limit, const TimeWindow& window,
                               std::function<bool(NodeNumber)> wants)
    : file_(path, limit), stream_(file_), window_(window), wants_(std::move(wants)) {
  stream_.begin(window.from);
}

std::uint64_t PerfettoWriter::describe(std::uint64_t parent, const std::string& name,
                                       const std::string& text) {
  pb::TrackDescriptor track;
  track.set_uuid(++last_uuid_);
  track.set_parent_uuid(parent);
  track.set_name(name);
  track.set_sibling_order_rank(static_cast<std::int32_t>(last_uuid_));
  if (!text.empty()) track.set_description(text);
  stream_.describe(track);
  return last_uuid_;
}

/// "node[0].nic.arbiter" is the group "nic.arbiter" of the process "node[0]"; "ethernet" is a process itself.
std::uint64_t PerfettoWriter::group_of(const std::string& component) {
  const auto found = groups_.find(component);
  if (found != groups_.end()) return found->second;
  const std::size_t dot = component.find('.');
  if (dot != std::string::npos) {
    const std::uint64_t process = group_of(component.substr(0, dot));
    return groups_[component] = describe(process, component.substr(dot + 1), {});
  }
  pb::TrackDescriptor track;
  track.set_uuid(++last_uuid_);
  track.mutable_process()->set_pid(++processes_);
  track.mutable_process()->set_process_name(component);
  track.set_child_ordering(pb::TrackDescriptor::EXPLICIT);
  stream_.describe(track);
  return groups_[component] = last_uuid_;
}

void PerfettoWriter::declare(const TrackInfo& info) {
  const std::uint64_t group = group_of(info.component);
  open_.push_back(false);
  state_names_.emplace_back(info.states.size());
  if (info.kind != TrackKind::level) {
    tracks_.push_back(describe(group, info.name, info.text));
    return;
  }
  pb::TrackDescriptor track;
  track.set_uuid(++last_uuid_);
  track.set_parent_uuid(group);
  track.set_name(info.name);
  track.set_description(info.text);
  track.set_sibling_order_rank(static_cast<std::int32_t>(last_uuid_));
  if (info.unit == "bytes")
    track.mutable_counter()->set_unit(pb::CounterDescriptor::UNIT_SIZE_BYTES);
  else
    track.mutable_counter()->set_unit_name(info.unit);
  stream_.describe(track);
  tracks_.push_back(last_uuid_);
}

void PerfettoWriter::begins(const std::vector<TrackInfo>& tracks, Time t) {
  never_begins(tracks);
  for (std::uint32_t i = 0; i < tracks.size(); ++i) show(i, tracks[i], t, tracks[i].value);
}

void PerfettoWriter::never_begins(const std::vector<TrackInfo>& tracks) {
  for (const TrackInfo& info : tracks) declare(info);
}

void PerfettoWriter::added(const std::vector<TrackInfo>& tracks, Time t) {
  declare(tracks.back());
  if (!closed()) show(static_cast<std::uint32_t>(tracks.size()) - 1, tracks.back(), t, tracks.back().value);
}

void PerfettoWriter::changed(std::uint32_t track, const TrackInfo& info, Time t, std::uint64_t value) {
  if (closed()) return;
  check_limit(last_);
  if (closed()) return;
  last_ = t;
  show(track, info, t, value);
}

void PerfettoWriter::show(std::uint32_t track, const TrackInfo& info, Time t, std::uint64_t value) {
  const std::uint64_t uuid = tracks_[track];
  if (info.kind == TrackKind::level) return stream_.counter(t, uuid, value);
  if (open_[track]) stream_.end_slice(PerfettoStream::blocks, t, uuid);
  open_[track] = value != 0;
  if (value != 0) stream_.begin_slice(PerfettoStream::blocks, t, uuid, name_of(track, info, value));
}

std::uint64_t PerfettoWriter::name_of(std::uint32_t track, const TrackInfo& info, std::uint64_t value) {
  std::vector<std::uint64_t>& names = state_names_[track];
  if (value >= names.size() && value < most_kept_names) names.resize(value + 1);
  if (value >= names.size()) return stream_.name(PerfettoStream::blocks, info.value_text(value));
  if (names[value] == 0) names[value] = stream_.name(PerfettoStream::blocks, info.value_text(value));
  return names[value];
}

PerfettoWriter::Room* PerfettoWriter::room_of(const Message& message, Milestone end) {
  const bool in_mesh = end > Milestone::injected && end <= Milestone::arrived;
  const NodeNumber node = in_mesh ? 0 : end <= Milestone::injected ? message.from : message.to;
  if (!in_mesh && wants_ && !wants_(node)) return nullptr;
  const std::size_t place = node * milestone_count + static_cast<std::size_t>(end);
  if (place >= rooms_by_step_.size()) rooms_by_step_.resize(place + 1);
  Room*& room = rooms_by_step_[place];
  if (room) return room;
  const std::string component = component_of(message, end);
  room = &rooms_[component];
  if (room->group == 0) room->group = group_of(component);
  return room;
}

void PerfettoWriter::message(const Message& m) {
  if (closed() || m.at(Milestone::begun).is_never() || m.at(Milestone::begun) > window_.to) return;
  if (wants_ && !wants_(m.from) && !wants_(m.to)) return;
  check_limit(last_);
  if (closed()) return;
  Time last = m.at(Milestone::begun);
  bool first = true;
  for (std::size_t i = 1; i < milestone_count; ++i) {
    const auto end = static_cast<Milestone>(i);
    if (m.at(end).is_never()) continue;
    const Time from = max(last, window_.from), to = min(m.at(end), window_.to);
    last = m.at(end);
    if (PerfettoStream::nanoseconds(from) >= PerfettoStream::nanoseconds(to) || from >= to) continue;
    if (step(m, end, from, to, first)) first = false;
  }
}

bool PerfettoWriter::step(const Message& m, Milestone end, Time from, Time to, bool first) {
  Room* room = room_of(m, end);
  if (!room) return false;
  const std::size_t lane =
      room->lanes.place(PerfettoStream::nanoseconds(from), PerfettoStream::nanoseconds(to));
  if (lane == room->tracks.size()) room->tracks.push_back(describe(room->group, "messages", {}));
  const std::uint64_t track = room->tracks[lane];
  if (first) {
    ++messages_;
    sequence_ = stream_.sequence_for(from);
  }
  std::uint64_t& name = step_names_[sequence_][static_cast<std::size_t>(end)];
  if (name == 0) name = stream_.name(sequence_, std::string(step_to(end).name));
  if (first) {
    pb::TrackEvent begin;
    begin.set_type(pb::TrackEvent::TYPE_SLICE_BEGIN);
    begin.set_track_uuid(track);
    begin.set_name_iid(name);
    begin.add_flow_ids(messages_);
    annotate(begin, m);
    stream_.event(sequence_, from, begin);
  } else {
    stream_.begin_slice(sequence_, from, track, name, messages_);
  }
  stream_.end_slice(sequence_, to, track);
  return true;
}

void PerfettoWriter::annotate(pb::TrackEvent& event, const Message& m) {
  const auto number = [&](const char* name, std::uint64_t value) {
    pb::DebugAnnotation& a = *event.add_debug_annotations();
    a.set_name_iid(stream_.annotation_name(sequence_, name));
    a.set_uint_value(value);
  };
  pb::DebugAnnotation& kind = *event.add_debug_annotations();
  kind.set_name_iid(stream_.annotation_name(sequence_, "update"));
  kind.set_string_value(m.deliberate ? "deliberate" : "automatic");
  number("from node", m.from);
  number("to node", m.to);
  number("bytes of its last packet", m.bytes);
  number("begun at ps", static_cast<std::uint64_t>(m.at(Milestone::begun).ps));
  if (!m.at(Milestone::seen).is_never()) number("latency in ps", static_cast<std::uint64_t>(m.latency().ps));
}

/// Chunks reach the file from time to time; looks at its size only then.
void PerfettoWriter::check_limit(Time t) {
  if (file_.bytes() == checked_bytes_) return;
  checked_bytes_ = file_.bytes();
  if (!file_.good()) return file_.stop(t);
  if (!file_.is_full(reserve)) return;
  ends(t);
  file_.stop(t);
}

void PerfettoWriter::ends(Time t) {
  if (closed()) return;
  for (std::size_t i = 0; i < open_.size(); ++i) {
    if (open_[i]) stream_.end_slice(PerfettoStream::blocks, t, tracks_[i]);
    open_[i] = false;
  }
}

void PerfettoWriter::finish() {
  if (file_.good()) stream_.finish();
  file_.close();
  if (!file_.good() && !file_.stopped()) file_.stop(last_);
}

}  // namespace shrimp
