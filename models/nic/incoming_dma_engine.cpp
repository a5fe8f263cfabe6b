// SPDX-License-Identifier: MIT
#include "models/nic/incoming_dma_engine.h"

#include <algorithm>

namespace shrimp {

IncomingDmaEngine::IncomingDmaEngine(const IncomingDmaEngineParameters& parameters, Calendar& calendar,
                                     EisaMasterPort& port, PacketPool& pool, InterruptLine& interrupts)
    : parameters_(parameters),
      pool_(pool),
      interrupts_(interrupts),
      request_(calendar, this, &IncomingDmaEngine::on_request),
      transfer_(port, EisaMasterPort::Engine::incoming_dma, calendar, this, &IncomingDmaEngine::on_done) {}

bool IncomingDmaEngine::accept(Packet* packet, bool notify, Time now) {
  if (next_ || stopped_) return false;
  next_ = packet;
  next_notifies_ = notify;
  next_ready_ = false;
  packet->pass(Milestone::engine_taken, now);
  request_.wake_at(now + parameters_.latency);
  track(now);
  return true;
}

/// The next packet's address and count are loaded, perhaps while the last packet is still being written.
void IncomingDmaEngine::on_request(Time now) {
  next_ready_ = true;
  try_write(now);
}

bool IncomingDmaEngine::interrupts(const Packet& packet, bool notify) const {
  const bool ends_message = !packet.deliberate || packet.last;
  return notify || (parameters_.interrupt_every_message && ends_message);
}

bool IncomingDmaEngine::can_keep_arrival() const {
  return arrivals_.size() < parameters_.arrivals;
}

void IncomingDmaEngine::try_write(Time now) {
  if (packet_ || !next_ || !next_ready_) return;
  if (interrupts(*next_, next_notifies_) && !can_keep_arrival()) {
    ++arrival_waits_;
    return track(now);
  }
  write_packet(now);
}

void IncomingDmaEngine::write_packet(Time now) {
  packet_ = next_;
  notify_ = next_notifies_;
  next_ = nullptr;
  next_ready_ = false;
  requested_ = now;
  packet_->pass(Milestone::write_requested, now);
  if (packet_->milestones) pool_.watcher()->arriving(*packet_);
  transfer_.write(packet_->address, packet_->payload.data(), packet_->length, now);
  track(now);
  free(now);
}

void IncomingDmaEngine::on_done(Time now) {
  transfer_.finish();
  packet_->pass(Milestone::write_granted, transfer_.granted());
  eisa_ += now - requested_;
  ++packets_;
  payload_bytes_ += packet_->length;
  if (interrupts(*packet_, notify_)) {
    ++interrupts_raised_;
    arrivals_.push({packet_->address, packet_->length, packet_->deliberate, notify_});
    arrivals_max_.take(arrivals_.size());
    interrupts_.raise(InterruptCause::packet_arrived, now);
  }
  pool_.give_back(packet_);
  packet_ = nullptr;
  track(now);
  try_write(now);
}

bool IncomingDmaEngine::take_arrival(Arrival& arrival, Time now) {
  if (arrivals_.empty()) return false;
  const bool waiting = waits_for_driver();
  arrival = arrivals_.front();
  arrivals_.pop();
  if (waiting) request_.wake_at(now);
  return true;
}

IncomingDmaEngine::State IncomingDmaEngine::state() const {
  if (packet_) return State::writing;
  if (!next_) return State::idle;
  return next_ready_ ? State::waiting_for_driver : State::setting_up;
}

void IncomingDmaEngine::show(TrackSink& sink) {
  sink.state("state", state_track_, state(), {"idle", "setting up", "waiting for driver", "writing"},
             "What the engine does; a packet is written from the request for EISA on.");
}

void IncomingDmaEngine::report(StatisticsSink& sink) const {
  sink.count("packets", packets_, "packets", "packets written to memory");
  sink.count("payload", payload_bytes_, "bytes", "payload written to memory");
  sink.count("interrupts", interrupts_raised_, "interrupts", "interrupts on arrival");
  sink.maximum("arrivals_max", arrivals_max_, arrivals_.size(), "arrivals",
               "most arrivals kept for the driver at a time");
  sink.count("arrival_waits", arrival_waits_, "packets",
             "packets that waited until the driver took an arrival");
  sink.time("eisa", eisa_, "time from requesting the EISA bus until the data were in memory, in sum");
}

}  // namespace shrimp
