// SPDX-License-Identifier: MIT
// Deliberate update engine: user-level DMA (UDMA; HPCA'96), an EISA master that reads source memory.
//
// A transfer is started by two references of the user: STORE count -> proxy of the destination, LOAD <- proxy
// of the source; the LOAD returns a status (vmmc_api/udma_status.h). The engine holds one transfer. It reads
// the source in bursts of one packet's payload into chunk buffers and hands full ones to the packetizer, so
// with two buffers reading and sending overlap; it waits while the outgoing FIFO has no room for a deliberate
// update. A transfer lies inside one page of source and of destination and is made of 4-byte words; the LOAD
// says device error otherwise, or if the destination's entry is disabled, and nothing starts. A notifying
// entry marks the last packet of the transfer only.
#pragma once
#include <vector>

#include "models/common/parameters.h"
#include "models/common/track.h"
#include "models/nic/eisa_transfer.h"
#include "models/nic/outgoing_page_table.h"
#include "models/nic/packetizer.h"
#include "models/nic/udma_state.h"

namespace shrimp {

struct DeliberateUpdateEngineParameters {
  Time access;
  Time start_latency;
  Time chunk_latency;
  std::uint32_t chunk_buffers = 0;

  template <class Visitor>
  void visit(Visitor&& v) {
    v("access", access, "the board's answer to a reference of the processor, on the EISA bus",
      range(Time{}, Time::from_us(10)));
    v("start_latency", start_latency, "starting LOAD until the engine sets up the first burst",
      range(Time{}, Time::from_us(10)));
    v("chunk_latency", chunk_latency, "setting up one burst until the EISA bus is requested",
      range(Time{}, Time::from_us(10)));
    v("chunk_buffers", chunk_buffers, "payloads held between reading and packetizing; 2 overlap the two",
      range(1U, 16U));
  }
};

/// What the engine moves: inside one page of source and of destination.
struct DeliberateTransfer {
  PhysicalAddress source = 0;
  OutgoingMapping destination;  // its page
  std::uint32_t offset = 0;     // in that page
  std::uint32_t bytes = 0;
};

class DeliberateUpdateEngine {
 public:
  DeliberateUpdateEngine(const DeliberateUpdateEngineParameters& parameters, Calendar& calendar,
                         EisaMasterPort& port, const OutgoingPageTable& table, Packetizer& packetizer,
                         OutgoingFifo& fifo);

  Time access() const { return parameters_.access; }
  /// The user's references to proxies, as the EISA bus delivers them.
  void store(PhysicalAddress proxy, std::int32_t count);
  /// The way of the processor's write that the board takes at `now`, for the milestones of what it may start.
  void note_write(const StoreTimes& times, Time now) {
    reference_ = times;
    written_ = now;
  }
  std::uint32_t load(PhysicalAddress proxy, Time now);
  /// Starts a transfer by other means than STORE and LOAD, as if they had come at once. False if a transfer
  /// is running or this one impossible.
  bool start(const DeliberateTransfer& transfer, Time now);
  /// The kernel's Inval.
  void invalidate() { transition(UdmaEvent::inval); }
  /// The outgoing FIFO has room again.
  void room(Time now);

  UdmaState state() const { return state_; }
  bool transferring() const { return state_ == UdmaState::transferring; }
  /// A transfer from this address, or from this page, is running.
  bool matches(PhysicalAddress source) const { return transferring() && current_.source == source; }
  bool uses(std::uint32_t local_page) const {
    return transferring() && page_of(current_.source) == local_page;
  }
  /// Of the running transfer; of the one that the STORE named if none runs.
  std::uint32_t remaining_bytes() const;
  /// The least delay after which this block's events can show to the processor (Event::set_core_reach).
  void set_core_reach(Time burst, Time handed_on) {
    burst_.set_core_reach(burst);
    transfer_.set_core_reach(burst);
    handed_.set_core_reach(handed_on);
  }
  /// The least delay after which this block's events can show on another node (Event::set_reach).
  void set_reach(Time least_delay) {
    burst_.set_reach(least_delay);
    handed_.set_reach(least_delay);
    transfer_.set_reach(least_delay);
  }
  void report(StatisticsSink& sink) const;
  void show(TrackSink& sink);

 private:
  void transition(UdmaEvent event) {
    state_ = next_state(state_, event);
    state_track_.set(calendar_.now(), state_);
  }
  bool is_possible(const DeliberateTransfer& transfer) const;
  void begin(const DeliberateTransfer& transfer, Time now);
  void set_up_burst(Time after);
  void on_burst(Time now);
  void read_chunk(Time now);
  void on_read(Time now);
  void hand_on(Time now);
  void on_handed(Time now);
  void finish(Time now);
  std::uint32_t chunk_at(std::uint32_t position) const;
  std::size_t buffer_number(std::uint32_t position) const {
    return position / chunk_ % parameters_.chunk_buffers;
  }
  std::uint8_t* buffer_of(std::uint32_t position);

  DeliberateUpdateEngineParameters parameters_;
  const Calendar& calendar_;
  const OutgoingPageTable& table_;
  Packetizer& packetizer_;
  OutgoingFifo& fifo_;
  std::uint32_t chunk_;  // the payload limit

  UdmaState state_ = UdmaState::idle;
  StateTrack state_track_;
  PhysicalAddress destination_proxy_ = 0;  // what the STORE named
  std::uint32_t count_ = 0;
  DeliberateTransfer current_;
  std::uint32_t requested_ = 0;  // bytes of the transfer asked of the bus,
  std::uint32_t read_ = 0;       // in the chunk buffers or beyond,
  std::uint32_t handed_on_ = 0;  // complete in the outgoing FIFO
  std::vector<std::uint8_t> buffers_;
  StoreTimes reference_;  // of the last write of the processor
  Time written_{};
  TransferTimes times_;                    // of the running transfer
  std::vector<TransferTimes> part_times_;  // of the parts in the chunk buffers
  std::size_t reading_ = 0;                // the part that is being read
  bool waiting_for_room_ = false;
  bool burst_ready_ = false;  // set up, waits for the last burst to end
  Event burst_;
  Event handed_;
  EisaTransfer transfer_;

  std::uint64_t transfers_ = 0;
  std::uint64_t bytes_ = 0;
  std::uint64_t device_errors_ = 0;
  std::uint64_t bad_loads_ = 0;
  std::uint64_t busy_loads_ = 0;
  std::uint64_t room_waits_ = 0;
  Time transferring_time_{};
};

}  // namespace shrimp
