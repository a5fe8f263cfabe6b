// SPDX-License-Identifier: MIT
// Compare-and-exchange: the first user-level scheme of starting a deliberate update (ISCA'94, as later papers
// describe it).
//
// Each page of memory has a command page at a fixed distance. One locked compare-and-exchange there starts a
// transfer: its locked read answers 0 if the engine is idle, and the locked write that follows gives the
// number of bytes; the source is the address, and the destination the same offset of the page that the
// source's page is paired with (outgoing_page_table.h). The processor makes the write in any case, so one
// that follows another answer than 0 is ignored. A plain load tells how the transfer goes
// (vmmc_api/compare_exchange_status.h). The pair is atomic on the bus: neither a process nor the kernel
// can come between its read and its write, so this scheme needs no Inval.
#pragma once
#include "models/nic/compare_exchange_state.h"
#include "models/nic/deliberate_update_engine.h"

namespace shrimp {

class CompareExchange {
 public:
  CompareExchange(const OutgoingPageTable& table, DeliberateUpdateEngine& engine)
      : table_(table), engine_(engine) {}

  /// References to command pages, as the EISA bus delivers them; `locked`: part of a locked update.
  std::uint32_t read(PhysicalAddress command, bool locked);
  void write(PhysicalAddress command, std::uint32_t value, bool locked, Time now);

  /// A locked read has been answered with 0, and its write is on its way: a transfer is as good as accepted.
  bool asked() const { return state_ == CompareExchangeState::asked; }
  void report(StatisticsSink& sink) const;

 private:
  void transition(CompareExchangeEvent event) { state_ = next_state(state_, event); }
  std::uint32_t status_of(PhysicalAddress source) const;

  const OutgoingPageTable& table_;
  DeliberateUpdateEngine& engine_;
  CompareExchangeState state_ = CompareExchangeState::free;
  PhysicalAddress source_ = 0;  // of the locked read that was answered with 0,
  OutgoingMapping pairing_;  // and what its page was paired with: the kernel may part them before the write

  std::uint64_t starts_ = 0;
  std::uint64_t busy_ = 0;
  std::uint64_t unpaired_ = 0;
  std::uint64_t impossible_ = 0;
  std::uint64_t ignored_ = 0;
};

}  // namespace shrimp
