// SPDX-License-Identifier: MIT
// Parameters of a network interface, composed of those of its blocks; values and sources stand in configs/.
// The board comes first: it decides which others there are.
#pragma once
#include "models/nic/arbiter.h"
#include "models/nic/compare_exchange.h"
#include "models/nic/deliberate_update_engine.h"
#include "models/nic/packet_check.h"
#include "models/nic/snoop_logic.h"

namespace shrimp {

struct NicParameters {
  std::string board;
  std::string initiation;
  SnoopLogicParameters snoop_logic;
  OutgoingPageTableParameters outgoing_page_table;
  PacketizerParameters packetizer;
  OutgoingFifoParameters outgoing_fifo;
  ArbiterParameters arbiter;
  NetworkInterfaceChipParameters network_interface_chip;
  IncomingFifoParameters incoming_fifo;
  PacketCheckParameters packet_check;
  IncomingPageTableParameters incoming_page_table;
  IncomingDmaEngineParameters incoming_dma_engine;
  DeliberateUpdateEngineParameters deliberate_update_engine;

  /// Whether the board watches the memory bus. One that does not has no parameters for what it would do with
  /// what it saw.
  bool snoops() const { return board == "shrimp-ii"; }

  Initiation way_to_start() const {
    if (initiation == "compare-exchange") return Initiation::compare_exchange;
    return initiation == "system-call" ? Initiation::system_call : Initiation::two_references;
  }

  template <class Visitor>
  void visit(Visitor&& v) {
    v("board", board, "which board the nodes have", one_of({"shrimp-i", "shrimp-ii"}));
    v("initiation", initiation, "how programs start a deliberate update",
      one_of({"two-references", "compare-exchange", "system-call"}));
    outgoing_page_table.snooping = packetizer.snooping = outgoing_fifo.snooping = snoops();
    if (snoops()) v.group("snoop_logic", snoop_logic);
    v.group("outgoing_page_table", outgoing_page_table);
    v.group("packetizer", packetizer);
    v.group("outgoing_fifo", outgoing_fifo);
    v.group("arbiter", arbiter);
    v.group("network_interface_chip", network_interface_chip);
    v.group("incoming_fifo", incoming_fifo);
    v.group("packet_check", packet_check);
    v.group("incoming_page_table", incoming_page_table);
    v.group("incoming_dma_engine", incoming_dma_engine);
    v.group("deliberate_update_engine", deliberate_update_engine);
  }
  template <class Report>
  void check(Report&& report) const {
    if (outgoing_fifo.limit().n < packetizer.largest_packet())
      report(snoops() ? "outgoing_fifo.threshold" : "outgoing_fifo.capacity",
             "must hold the largest packet, else no deliberate update could be sent");
    if (incoming_fifo.capacity.n < packetizer.largest_packet())
      report("incoming_fifo.capacity", "must hold the largest packet, else none could be received");
  }
};

}  // namespace shrimp
