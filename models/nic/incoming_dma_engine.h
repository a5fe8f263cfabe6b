// SPDX-License-Identifier: MIT
// Incoming DMA engine (ISCA'94, section 4): EISA master that writes a packet's payload to memory in one
// burst.
//
// If the packet and the page both ask for it, the processor is interrupted after the data are in memory; the
// pages of such packets are kept in order for the driver. The engine takes the next packet when the burst is
// done; check and lookup of that packet overlap with the burst.
#pragma once
#include "models/common/parameters.h"
#include "models/nic/eisa_transfer.h"
#include "models/nic/network_interface.h"
#include "models/nic/ring.h"
#include "models/nic/wire.h"

namespace shrimp {

struct IncomingDmaEngineParameters {
  Time latency;

  template <class Visitor>
  void visit(Visitor&& v) {
    v("latency", latency, "checked packet until the engine requests the EISA bus",
      range(Time{}, Time::from_us(10)));
  }
};

class IncomingDmaEngine {
 public:
  IncomingDmaEngine(const IncomingDmaEngineParameters& parameters, Calendar& calendar, EisaMasterPort& port,
                    PacketPool& pool, InterruptLine& interrupts);

  /// Takes a packet; false if the last is still being written.
  bool accept(Packet* packet, bool interrupt, Time now);
  /// The oldest arrival that interrupted and was not taken yet; false if there is none.
  bool take_arrival(std::uint32_t& local_page);

  bool idle() const { return !packet_ && !next_; }
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

  Wire free;  // the next packet can be accepted

 private:
  void on_request(Time now);
  void write_packet(Time now);
  void on_done(Time now);

  IncomingDmaEngineParameters parameters_;
  PacketPool& pool_;
  InterruptLine& interrupts_;
  Packet* packet_ = nullptr;
  Packet* next_ = nullptr;  // set up while the last one is being written
  bool next_interrupts_ = false;
  bool next_ready_ = false;
  bool interrupt_ = false;
  Time requested_{};
  Ring<std::uint32_t> arrivals_;  // pages
  Event request_;
  EisaTransfer transfer_;

  std::uint64_t packets_ = 0;
  std::uint64_t payload_bytes_ = 0;
  std::uint64_t interrupts_raised_ = 0;
  Time eisa_{};
};

}  // namespace shrimp
