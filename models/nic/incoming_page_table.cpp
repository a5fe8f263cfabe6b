// SPDX-License-Identifier: MIT
#include "models/nic/incoming_page_table.h"

#include "models/common/invariant.h"

namespace shrimp {

IncomingPageTable::IncomingPageTable(const IncomingPageTableParameters& parameters, Calendar& calendar,
                                     IncomingDmaEngine& dma, PacketPool& pool, InterruptLine& interrupts)
    : parameters_(parameters),
      dma_(dma),
      pool_(pool),
      interrupts_(interrupts),
      entries_(parameters.entries),
      done_(calendar, this, &IncomingPageTable::on_done) {}

void IncomingPageTable::set(std::uint32_t local_page, const IncomingMapping& mapping) {
  SHRIMP_INVARIANT(local_page < entries_.size(),
                   "the kernel set the IPT entry of page {}, but the table has {} entries", local_page,
                   entries_.size());
  entries_[local_page] = mapping;
}

bool IncomingPageTable::may_receive(const Packet& packet) const {
  const std::uint32_t page = page_of(packet.address);
  const bool inside_page = offset_in_page(packet.address) + packet.length <= page_bytes;
  return inside_page && page < entries_.size() && entries_[page].receive_enabled;
}

bool IncomingPageTable::accept(Packet* packet, Time now) {
  if (packet_) return false;
  packet_ = packet;
  go_to(State::looking_up, now);
  packet->pass(Milestone::admission_asked, now);
  done_.wake_at(now + parameters_.latency);
  return true;
}

void IncomingPageTable::on_done(Time now) {
  if (may_receive(*packet_)) {
    go_to(State::waiting_for_dma, now);
    packet_->pass(Milestone::admitted, now);
    pass_on(now);
    return;
  }
  go_to(State::frozen, now);
  frozen_since_ = now;
  ++faults_;
  interrupts_.raise(InterruptCause::incoming_page_fault, now);
}

void IncomingPageTable::pass_on(Time now) {
  if (state_ != State::waiting_for_dma) return;
  const bool interrupts = packet_->notify && entries_[page_of(packet_->address)].interrupt_enabled;
  if (dma_.accept(packet_, interrupts, now)) release(now);
}

void IncomingPageTable::release(Time now) {
  packet_ = nullptr;
  go_to(State::idle, now);
  free(now);
}

IncomingFault IncomingPageTable::fault() const {
  if (!frozen()) return {};
  return {packet_->source, packet_->address, true};
}

void IncomingPageTable::drop_and_restart(Time now) {
  SHRIMP_INVARIANT(frozen(), "the kernel restarted a receive path that is not frozen");
  frozen_ += now - frozen_since_;
  ++dropped_;
  pool_.give_back(packet_);
  release(now);
}

void IncomingPageTable::show(TrackSink& sink) {
  sink.state("state", state_track_, state_, {"idle", "looking up", "waiting for DMA", "frozen"},
             "What the table does; frozen: a packet is for a page that does not receive.");
}

void IncomingPageTable::report(StatisticsSink& sink) const {
  sink.count("faults", faults_, "packets", "packets for pages that do not receive");
  sink.count("dropped", dropped_, "packets", "of these, packets that the kernel dropped");
  sink.time("frozen", frozen_, "time that the receive path was frozen");
}

}  // namespace shrimp
