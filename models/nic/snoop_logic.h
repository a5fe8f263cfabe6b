// SPDX-License-Identifier: MIT
// Snoop logic (ISCA'94, section 4): watches the memory bus for the processor's writes to pages that the OPT
// maps.
//
// Only writes mastered by the processor are forwarded: if data that arrive from the network were, two pages
// mapped to each other would send them to and fro for ever. The OPT is asked at the instant of the snoop; a
// write to a mapped page comes out to the packetizer after snoop and lookup, in order. A transfer of more
// than eight bytes (a cache line) goes on as eight-byte writes.
#pragma once
#include "models/nic/outgoing_page_table.h"
#include "models/nic/ring.h"
#include "models/nic/snooped_write.h"

namespace shrimp {

struct SnoopLogicParameters {
  Time latency;

  template <class Visitor>
  void visit(Visitor&& v) {
    v("latency", latency, "data on the memory bus until the OPT is addressed",
      range(Time{}, Time::from_us(10)));
  }
};

class SnoopLogic {
 public:
  SnoopLogic(const SnoopLogicParameters& parameters, Calendar& calendar, const OutgoingPageTable& table,
             SnoopedWriteSink& next);
  /// Everything goes there from now on; before simulation.
  void connect(SnoopedWriteSink& next) { next_ = &next; }

  void snoop(const BusTransfer& transfer, Time now);
  /// Sends what is being combined for a page, after the writes to it that are still in this pipeline.
  void flush(std::uint32_t local_page, Time now);
  /// Sends the kernel's word after all writes that are still in this pipeline.
  void fence(const Fence& fence, Time now);
  /// The least delay after which this block's events can show to the processor (Event::set_core_reach).
  void set_core_reach(Time least_delay) { due_.set_core_reach(least_delay); }
  /// The least delay after which this block's events can show on another node (Event::set_reach).
  void set_reach(Time least_delay) { due_.set_reach(least_delay); }
  Time latency() const { return parameters_.latency; }
  bool idle() const { return pipeline_.empty(); }
  void report(StatisticsSink& sink) const;

 private:
  enum class Kind : std::uint8_t { write, flush, fence };
  struct Stage {
    Time ready;
    Kind kind = Kind::write;
    SnoopedWrite write;  // a flush uses its address alone
    Fence fence;
  };
  Time ready_at(Time now) const { return now + parameters_.latency + table_.latency(); }
  void enter(const Stage& stage);
  void on_due(Time now);

  SnoopLogicParameters parameters_;
  const OutgoingPageTable& table_;
  SnoopedWriteSink* next_;
  Ring<Stage> pipeline_;
  Event due_;

  std::uint64_t writes_seen_ = 0;
  std::uint64_t writes_forwarded_ = 0;
};

}  // namespace shrimp
