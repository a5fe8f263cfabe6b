// SPDX-License-Identifier: MIT
// The board's one bus-master interface on EISA, shared by its two engines.
//
// The bus grants the board, not an engine: of the transfers that wait, the incoming DMA engine's goes first,
// as incoming packets have priority everywhere on the board [A]. A transfer is not interrupted.
#pragma once
#include "models/bus/bus_protocol.h"
#include "models/common/statistics.h"

namespace shrimp {

class EisaTransfer;

class EisaMasterPort {
 public:
  using Socket = tlm::tlm_initiator_socket<32>;
  enum class Engine : std::uint8_t { incoming_dma, deliberate_update };

  explicit EisaMasterPort(Socket& socket) : socket_(socket) {}

  /// Starts `transfer` now, or when the interface is free. An engine has one transfer at a time.
  void start(EisaTransfer& transfer, Engine engine, Time now);
  /// A backward call of the bus.
  tlm::tlm_sync_enum respond(tlm::tlm_phase& phase, sc_core::sc_time& delay);
  void report(StatisticsSink& sink) const;

 private:
  void issue(EisaTransfer& transfer, Time now);
  void ended(Time end);

  Socket& socket_;
  EisaTransfer* active_ = nullptr;
  EisaTransfer* waiting_[2] = {nullptr, nullptr};  // by engine, in order of priority
  std::uint64_t conflicts_ = 0;
};

}  // namespace shrimp
