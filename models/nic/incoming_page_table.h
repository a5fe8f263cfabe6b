// SPDX-License-Identifier: MIT
// Incoming page table (IPT; ISCA'94, section 4): one entry per page of local memory: may packets be written
// there, and may they interrupt.
//
// A packet for a page that does not receive is not delivered: the receive path freezes and the processor is
// interrupted, until the kernel drops the packet and restarts the path. Packets behind it wait, in the end in
// the mesh.
#pragma once
#include <vector>

#include "models/common/parameters.h"
#include "models/nic/incoming_dma_engine.h"

namespace shrimp {

struct IncomingPageTableParameters {
  std::uint32_t entries = 0;
  Time latency;

  template <class Visitor>
  void visit(Visitor&& v) {
    v("entries", entries, "pages of local memory that packets can name",
      range(1U, memory_proxy_base / page_bytes));
    v("latency", latency, "one lookup", range(Time{}, Time::from_us(10)));
  }
};

class IncomingPageTable {
 public:
  IncomingPageTable(const IncomingPageTableParameters& parameters, Calendar& calendar, IncomingDmaEngine& dma,
                    PacketPool& pool, InterruptLine& interrupts);

  void set(std::uint32_t local_page, const IncomingMapping& mapping);
  /// Takes a checked packet; false if the last is still here.
  bool accept(Packet* packet, Time now);
  /// Hands a packet that may be written to the DMA engine if that is free.
  void pass_on(Time now);

  bool idle() const { return packet_ == nullptr; }
  /// A packet for this page has been found receive-enabled and waits for the DMA engine.
  bool passes(std::uint32_t local_page) const {
    return state_ == State::waiting_for_dma && page_of(packet_->address) == local_page;
  }
  bool frozen() const { return state_ == State::frozen; }
  /// The packet that froze the path.
  IncomingFault fault() const;
  void drop_and_restart(Time now);
  std::uint64_t dropped() const { return dropped_; }
  /// The least delay after which this block's events can show to the processor (Event::set_core_reach).
  void set_core_reach(Time least_delay) { done_.set_core_reach(least_delay); }
  /// The least delay after which this block's events can show on another node (Event::set_reach).
  void set_reach(Time least_delay) { done_.set_reach(least_delay); }
  void report(StatisticsSink& sink) const;
  void show(TrackSink& sink);

  Wire free;  // the next packet can be accepted

 private:
  enum class State : std::uint8_t { idle, looking_up, waiting_for_dma, frozen };
  void on_done(Time now);
  bool may_receive(const Packet& packet) const;
  void release(Time now);
  void go_to(State state, Time now) {
    state_ = state;
    state_track_.set(now, state);
  }

  IncomingPageTableParameters parameters_;
  IncomingDmaEngine& dma_;
  PacketPool& pool_;
  InterruptLine& interrupts_;
  std::vector<IncomingMapping> entries_;
  Packet* packet_ = nullptr;
  State state_ = State::idle;
  StateTrack state_track_;
  Time frozen_since_{};
  Event done_;

  std::uint64_t faults_ = 0;
  std::uint64_t dropped_ = 0;
  Time frozen_{};
};

}  // namespace shrimp
