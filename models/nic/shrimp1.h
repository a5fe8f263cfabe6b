// SPDX-License-Identifier: MIT
// SHRIMP-I (HotI'94, the first of the two designs): deliberate update only.
//
// A board for the EISA bus alone. It does not see the memory bus, so no store becomes a packet by itself:
// there is no snoop logic, no automatic-update part of the outgoing page table, no combining, and, as nothing
// that is to be sent cannot wait, no threshold of the outgoing FIFO. All else is what both boards have
// (board.h). Assumed [A]: the blocks of the two boards that do the same are the same; of SHRIMP-I's own
// timing nothing is known.
#pragma once
#include "models/nic/board.h"

namespace shrimp {

class Shrimp1 final : public Board {
 public:
  using Board::Board;

  void snoop(const BusTransfer&, Time) override {}
  bool supports_automatic_update() const override { return false; }
  void set_automatic_update(std::uint32_t local_page, const OutgoingMapping& mapping) override;
  /// Nothing is ever being combined.
  void flush_combining(std::uint32_t) override {}
  Time least_snoop_to_network() const override { return Time::never(); }
  Time least_snoop_to_core() const override { return Time::never(); }

 private:
  void forward_fence(const Fence& fence, Time now) override { packetizer_.fence(fence, now); }
};

}  // namespace shrimp
