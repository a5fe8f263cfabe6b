// SPDX-License-Identifier: MIT
// What a board tells about itself: statistics, tracks, whether it is quiet, and what it waits for.
#include <fmt/format.h>

#include "models/nic/board.h"

namespace shrimp {

bool Board::quiet() const {
  const bool combining = packetizer_.combining() && !packetizer_.waits_for_later_write();
  const bool sending =
      combining || !outgoing_fifo_.empty() || !arbiter_.idle() || deliberate_update_engine_.transferring();
  const bool receiving = !incoming_fifo_.empty() || !packet_check_.idle() || !incoming_page_table_.idle() ||
                         !incoming_dma_engine_.idle();
  return !sending && !receiving && network_interface_chip_.idle();
}

ReceiveTrouble Board::trouble() const {
  ReceiveTrouble t;
  t.wrong_crc = packet_check_.wrong_crc();
  t.wrong_coordinates = packet_check_.wrong_coordinates();
  t.dropped = incoming_page_table_.dropped();
  t.stuck = incoming_dma_engine_.stopped() && !incoming_page_table_.idle();
  return t;
}

std::string Board::waiting_for() const {
  if (const IncomingFault fault = incoming_page_table_.fault(); fault.pending)
    return fmt::format(
        "the receive path is frozen by a packet from ({}, {}) for {:#x}, a page that does not receive; it "
        "waits for "
        "the kernel to drop the packet",
        fault.source.x, fault.source.y, fault.address);
  if (trouble().stuck)
    return fmt::format(
        "the incoming DMA engine takes no packets any more; one waits before it, {} bytes in the incoming "
        "FIFO",
        incoming_fifo_.level());
  if (incoming_dma_engine_.waits_for_driver())
    return "the incoming DMA engine waits for the kernel to take the arrivals that it keeps";
  if (deliberate_update_engine_.transferring())
    return fmt::format("a deliberate update has {} bytes still to send",
                       deliberate_update_engine_.remaining_bytes());
  if (!outgoing_fifo_.empty())
    return fmt::format("{} bytes in the outgoing FIFO wait for the mesh", outgoing_fifo_.level());
  if (!incoming_fifo_.empty())
    return fmt::format("{} bytes in the incoming FIFO wait for the incoming DMA engine",
                       incoming_fifo_.level());
  if (packetizer_.waits_for_later_write())
    return fmt::format(
        "{} bytes of page {} stay in the combining buffer until a later write (block-write mode has no "
        "timer)",
        packetizer_.combined_bytes(), packetizer_.combining_page());
  return {};
}

void Board::show(TrackSink& sink) {
  sink.part("packetizer", packetizer_);
  sink.part("outgoing_fifo", outgoing_fifo_);
  sink.part("arbiter", arbiter_);
  sink.part("incoming_fifo", incoming_fifo_);
  sink.part("incoming_page_table", incoming_page_table_);
  sink.part("incoming_dma_engine", incoming_dma_engine_);
  sink.part("deliberate_update_engine", deliberate_update_engine_);
}

void Board::report(StatisticsSink& sink) const {
  sink.part("packetizer", packetizer_);
  sink.part("outgoing_fifo", outgoing_fifo_);
  sink.part("arbiter", arbiter_);
  sink.part("network_interface_chip", network_interface_chip_);
  sink.part("incoming_fifo", incoming_fifo_);
  sink.part("packet_check", packet_check_);
  sink.part("incoming_page_table", incoming_page_table_);
  sink.part("incoming_dma_engine", incoming_dma_engine_);
  sink.part("deliberate_update_engine", deliberate_update_engine_);
  if (initiation() == Initiation::compare_exchange) sink.part("compare_exchange", compare_exchange_);
  sink.part("eisa_master_port", eisa_master_port_);
}

}  // namespace shrimp
