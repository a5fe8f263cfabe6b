// SPDX-License-Identifier: MIT
// SHRIMP-II (HotI'94; ISCA'94): deliberate and automatic update.
//
// What Board has, plus the snoop logic on the Xpress memory bus, through which stores to mapped pages become
// packets without any further instruction: snoop logic -> outgoing page table -> packetizer.
#pragma once
#include "models/nic/board.h"

namespace shrimp {

class Shrimp2 : public Board {
 public:
  Shrimp2(sc_core::sc_module_name name, const NicParameters& parameters, const BoardSite& site);

  void snoop(const BusTransfer& transfer, Time now) override { snoop_logic_.snoop(transfer, now); }
  bool supports_automatic_update() const override { return true; }
  void set_automatic_update(std::uint32_t local_page, const OutgoingMapping& mapping) override;
  void flush_combining(std::uint32_t local_page) override;
  Time least_snoop_to_network() const override;
  void set_core_reaches(const CoreReach& reach) override;
  Time least_snoop_to_core() const override { return least_snoop_to_core_; }
  bool quiet() const override { return snoop_logic_.idle() && Board::quiet(); }
  void report(StatisticsSink& sink) const override;

 protected:
  /// Puts a stage of a board's own between the snoop logic and the packetizer; before simulation.
  void put_behind_snoop_logic(SnoopedWriteSink& stage) { snoop_logic_.connect(stage); }

 private:
  void forward_fence(const Fence& fence, Time now) override { snoop_logic_.fence(fence, now); }

  SnoopLogic snoop_logic_;
  Time least_snoop_to_core_{};
};

}  // namespace shrimp
