// SPDX-License-Identifier: MIT
// Incoming DMA engine (ISCA'94, section 4): EISA master that writes a packet's payload to memory in one
// burst.
//
// If the packet and the page both ask for it, the processor is interrupted after the data are in memory, and
// the arrival is kept for the driver, in order. As a switch, every message interrupts (ISCA'98 studies what
// that costs): the last packet of a deliberate update, each packet of automatic update. While no further
// arrival can be kept, a packet that will interrupt waits, and those behind it: the driver's handler takes
// arrivals whatever else it waits for. The engine takes the next packet when the burst is done; check and
// lookup of that packet overlap with the burst.
#pragma once
#include "models/common/parameters.h"
#include "models/common/track.h"
#include "models/nic/eisa_transfer.h"
#include "models/nic/network_interface.h"
#include "models/nic/ring.h"
#include "models/nic/wire.h"

namespace shrimp {

struct IncomingDmaEngineParameters {
  Time latency;
  std::uint32_t arrivals = 0;
  bool interrupt_every_message = false;

  template <class Visitor>
  void visit(Visitor&& v) {
    v("latency", latency, "checked packet until the engine requests the EISA bus",
      range(Time{}, Time::from_us(10)));
    v("arrivals", arrivals, "arrivals that interrupted, kept until the driver takes them",
      range(1U, 1U << 20));
    v("interrupt_every_message", interrupt_every_message,
      "interrupt for each message that arrives, whether or not somebody asked to be notified");
  }
};

class IncomingDmaEngine {
 public:
  IncomingDmaEngine(const IncomingDmaEngineParameters& parameters, Calendar& calendar, EisaMasterPort& port,
                    PacketPool& pool, InterruptLine& interrupts);

  /// Takes a packet; `notify`: packet and page ask for an interrupt. False if the last is still being
  /// written.
  bool accept(Packet* packet, bool notify, Time now);
  /// The oldest arrival that interrupted and was not taken yet; false if there is none.
  bool take_arrival(Arrival& arrival, Time now);

  /// Fault injection: no further packet is taken.
  void stop() { stopped_ = true; }
  bool stopped() const { return stopped_; }

  bool idle() const { return !packet_ && !next_; }
  /// A packet is being written to this page, or is the next to be.
  bool writes(std::uint32_t local_page) const {
    return (packet_ && page_of(packet_->address) == local_page) ||
           (next_ && page_of(next_->address) == local_page);
  }
  std::uint64_t packets_under_way() const { return (packet_ ? 1U : 0U) + (next_ ? 1U : 0U); }
  /// A packet waits for the driver to take an arrival.
  bool waits_for_driver() const { return !packet_ && next_ready_ && !can_keep_arrival(); }
  std::uint64_t packets() const { return packets_; }
  std::uint64_t payload_bytes() const { return payload_bytes_; }
  /// The least delay after which this block's events can show to the processor (Event::set_core_reach).
  void set_core_reach(Time request, Time end_of_transfer) {
    request_.set_core_reach(request);
    transfer_.set_core_reach(end_of_transfer);
  }
  /// The least delay after which this block's events can show on another node (Event::set_reach).
  void set_reach(Time least_delay) {
    request_.set_reach(least_delay);
    transfer_.set_reach(least_delay);
  }
  void report(StatisticsSink& sink) const;
  void show(TrackSink& sink);

  Wire free;  // the next packet can be accepted

 private:
  enum class State : std::uint8_t { idle, setting_up, waiting_for_driver, writing };
  void on_request(Time now);
  bool interrupts(const Packet& packet, bool notify) const;
  bool can_keep_arrival() const;
  void try_write(Time now);
  void write_packet(Time now);
  void on_done(Time now);
  State state() const;
  void track(Time now) { state_track_.set(now, state()); }

  IncomingDmaEngineParameters parameters_;
  PacketPool& pool_;
  InterruptLine& interrupts_;
  Packet* packet_ = nullptr;
  Packet* next_ = nullptr;  // set up while the last one is being written
  bool next_notifies_ = false;
  bool next_ready_ = false;  // its address and count are loaded
  bool notify_ = false;
  bool stopped_ = false;
  Time requested_{};
  StateTrack state_track_;
  Ring<Arrival> arrivals_;
  Event request_;
  EisaTransfer transfer_;

  std::uint64_t packets_ = 0;
  std::uint64_t payload_bytes_ = 0;
  std::uint64_t interrupts_raised_ = 0;
  Maximum arrivals_max_;
  std::uint64_t arrival_waits_ = 0;
  Time eisa_{};
};

}  // namespace shrimp
