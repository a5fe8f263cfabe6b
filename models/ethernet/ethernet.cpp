// SPDX-License-Identifier: MIT
#include "models/ethernet/ethernet.h"

#include <fmt/format.h>

#include <algorithm>

#include "models/common/invariant.h"

namespace shrimp {

Ethernet::Ethernet(Calendar& calendar, const EthernetParameters& parameters, NodeNumber nodes,
                   const FaultParameters& faults)
    : parameters_(parameters),
      faults_(faults),
      random_(faults.stream(FaultStream::ethernet)),
      ask_(calendar, this, &Ethernet::on_ask),
      begin_(calendar, this, &Ethernet::on_begin),
      end_(calendar, this, &Ethernet::on_end) {
  for (NodeNumber n = 0; n < nodes; ++n) ports_.push_back(std::make_unique<Port>(*this, n));
  set_arrival_to_core(Time{});
}

void Ethernet::set_arrival_to_core(Time arrival_to_core) {
  SHRIMP_INVARIANT(
      arrival_to_core < parameters_.interface_latency,
      "a frame could show to a processor before its horizon: ethernet.interface_latency is {} ps",
      parameters_.interface_latency.ps);
  const Time arrival = parameters_.interface_latency - arrival_to_core;
  const Time frame = parameters_.time_of(0);
  ask_.set_reach(frame + arrival);
  begin_.set_reach(frame + arrival);
  end_.set_reach(arrival);
}

bool Ethernet::later(const Request& a, const Request& b) {
  if (a.t != b.t) return b.t < a.t;
  if (a.frame->source != b.frame->source) return b.frame->source < a.frame->source;
  return b.number < a.number;
}

void Ethernet::send(NodeNumber node, const EthernetFrame& frame, Time t) {
  SHRIMP_INVARIANT(frame.bytes <= parameters_.most_data.n,
                   "node {} sends a frame of {} bytes, and {} are most", node, frame.bytes,
                   parameters_.most_data.n);
  SHRIMP_INVARIANT(frame.destination < ports_.size() && frame.destination != node,
                   "node {} sends a frame to node {}", node, frame.destination);
  Request request{t, sent_++, std::make_unique<EthernetFrame>(frame)};
  request.frame->source = node;
  asking_.push_back(std::move(request));
  std::push_heap(asking_.begin(), asking_.end(), later);
  ask_.wake_at(asking_.front().t);
}

void Ethernet::on_ask(Time now) {
  while (!asking_.empty() && asking_.front().t <= now) {
    std::pop_heap(asking_.begin(), asking_.end(), later);
    Request request = std::move(asking_.back());
    asking_.pop_back();
    Port& port = *ports_[request.frame->source];
    if (port.queued_ == parameters_.queue) {
      ++dropped_;
      continue;
    }
    ++port.queued_;
    occupancy_.change(now, 1);
    line_.push_back(std::move(request));
    waiting_.set(now, line_.size());
  }
  if (!asking_.empty()) ask_.wake_at(asking_.front().t);
  begin_next(now);
}

void Ethernet::begin_next(Time now) {
  if (!line_.empty() && !sending_) begin_.wake_at(max(now, free_));
}

void Ethernet::on_begin(Time now) {
  Request request = std::move(line_.front());
  line_.pop_front();
  occupancy_.change(now, -1);
  waiting_.set(now, line_.size());
  --ports_[request.frame->source]->queued_;
  if (request.t < now) {
    ++stalls_;
    stalled_ += now - request.t;
  }
  const Time length = parameters_.time_of(request.frame->bytes);
  carrying_ += length;
  sending_ = std::move(request.frame);
  segment_.set(now, true);
  free_ = now + length + parameters_.gap;
  end_.wake_at(now + length);
}

void Ethernet::on_end(Time now) {
  const std::unique_ptr<EthernetFrame> frame = std::move(sending_);
  segment_.set(now, false);
  begin_next(now);
  if (loses_frame()) {
    ++lost_;
    return;
  }
  ++delivered_;
  bytes_ += frame->bytes;
  ports_[frame->destination]->client_->frame_arrives(*frame, now + parameters_.interface_latency);
}

bool Ethernet::loses_frame() {
  return faults_.lost_frames != 0 && random_() % FaultParameters::million < faults_.lost_frames;
}

void Ethernet::show(TrackSink& sink) {
  sink.state("segment", segment_, sending_ != nullptr, {"free", "carrying"}, "Whether it carries a frame.");
  sink.level("waiting", waiting_, line_.size(), "frames", "Frames that wait for the segment.");
}

void Ethernet::report(StatisticsSink& sink) const {
  sink.count("sent", sent_, "frames", "Frames that daemons sent.");
  sink.count("delivered", delivered_, "frames", "Frames that arrived.");
  sink.count("lost", lost_, "frames", "Frames that the fault injection (faults.lost_frames) lost.");
  sink.count("dropped", dropped_, "frames", "Frames dropped because the queue of their interface was full.");
  sink.level("waiting", waiting(), "frames", "Frames under way at the end.");
  sink.count("bytes", bytes_, "bytes", "Data of the frames that arrived.");
  sink.count("stalls", stalls_, "frames", "Frames that had to wait for the segment.");
  sink.time("stalled", stalled_, "Time that frames waited for the segment, in sum.");
  sink.time("carrying", carrying_, "Time that the segment was taken.");
  sink.maximum("queue_max", occupancy_.max(), static_cast<std::uint64_t>(occupancy_.level()), "frames",
               "Most frames that waited for the segment at once.");
}

std::string Ethernet::waiting_for() const {
  std::string text;
  const auto tell = [&](const EthernetFrame& f, const char* where) {
    text += fmt::format("A frame of {} bytes from node {} to node {} {}.\n", f.bytes, f.source, f.destination,
                        where);
  };
  if (sending_) tell(*sending_, "is on the segment");
  for (const Request& r : line_) tell(*r.frame, "waits for the segment");
  return text;
}

}  // namespace shrimp
