// SPDX-License-Identifier: MIT
#include "models/nic/incoming_dma_engine.h"

namespace shrimp {

IncomingDmaEngine::IncomingDmaEngine(const IncomingDmaEngineParameters& parameters, Calendar& calendar,
                                     EisaMasterPort& port, PacketPool& pool, InterruptLine& interrupts)
    : parameters_(parameters),
      pool_(pool),
      interrupts_(interrupts),
      request_(calendar, this, &IncomingDmaEngine::on_request),
      transfer_(port, EisaMasterPort::Engine::incoming_dma, calendar, this, &IncomingDmaEngine::on_done) {}

bool IncomingDmaEngine::accept(Packet* packet, bool interrupt, Time now) {
  if (next_) return false;
  next_ = packet;
  next_interrupts_ = interrupt;
  next_ready_ = false;
  request_.wake_at(now + parameters_.latency);
  return true;
}

/// The next packet's address and count are loaded, perhaps while the last packet is still being written.
void IncomingDmaEngine::on_request(Time now) {
  next_ready_ = true;
  if (!packet_) write_packet(now);
}

void IncomingDmaEngine::write_packet(Time now) {
  packet_ = next_;
  interrupt_ = next_interrupts_;
  next_ = nullptr;
  requested_ = now;
  transfer_.write(packet_->address, packet_->payload.data(), packet_->length, now);
  free(now);
}

void IncomingDmaEngine::on_done(Time now) {
  transfer_.finish();
  eisa_ += now - requested_;
  ++packets_;
  payload_bytes_ += packet_->length;
  const std::uint32_t page = page_of(packet_->address);
  pool_.give_back(packet_);
  packet_ = nullptr;
  if (interrupt_) {
    ++interrupts_raised_;
    arrivals_.push(page);
    interrupts_.raise(InterruptCause::packet_arrived, now);
  }
  if (next_ && next_ready_) write_packet(now);
}

bool IncomingDmaEngine::take_arrival(std::uint32_t& local_page) {
  if (arrivals_.empty()) return false;
  local_page = arrivals_.front();
  arrivals_.pop();
  return true;
}

void IncomingDmaEngine::report(StatisticsSink& sink) const {
  sink.count("packets", packets_, "packets", "packets written to memory");
  sink.count("payload", payload_bytes_, "bytes", "payload written to memory");
  sink.count("interrupts", interrupts_raised_, "interrupts", "interrupts on arrival");
  sink.time("eisa", eisa_, "time from requesting the EISA bus until the data were in memory, in sum");
}

}  // namespace shrimp
