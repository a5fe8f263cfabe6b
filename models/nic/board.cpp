// SPDX-License-Identifier: MIT
#include "models/nic/board.h"

#include <cstring>

#include "models/common/executive.h"
#include "models/common/invariant.h"

namespace shrimp {

Board::Board(sc_core::sc_module_name name, const NicParameters& p, const BoardSite& site)
    : sc_module(name),
      parameters_(p),
      calendar_(site.calendar),
      eisa_slave_("eisa_slave"),
      eisa_master_("eisa_master"),
      eisa_master_port_(eisa_master_),
      outgoing_page_table_(p.outgoing_page_table),
      outgoing_fifo_(p.outgoing_fifo, calendar_, interrupts_),
      packetizer_(p.packetizer, calendar_, site.pool, outgoing_fifo_, site.here),
      incoming_dma_engine_(p.incoming_dma_engine, calendar_, eisa_master_port_, site.pool, interrupts_),
      incoming_page_table_(p.incoming_page_table, calendar_, incoming_dma_engine_, site.pool, interrupts_),
      incoming_fifo_(p.incoming_fifo, calendar_, p.packetizer.largest_packet()),
      packet_check_(p.packet_check, calendar_, incoming_fifo_, incoming_page_table_, site.pool, interrupts_,
                    site.here, p.packetizer.wire_bytes(0)),
      network_interface_chip_(p.network_interface_chip, calendar_, site.network, incoming_fifo_),
      deliberate_update_engine_(p.deliberate_update_engine, calendar_, eisa_master_port_,
                                outgoing_page_table_, packetizer_, outgoing_fifo_),
      compare_exchange_(outgoing_page_table_, deliberate_update_engine_),
      arbiter_(p.arbiter, calendar_, outgoing_fifo_, network_interface_chip_) {
  eisa_slave_.bind(static_cast<tlm::tlm_fw_transport_if<>&>(*this));
  eisa_master_.bind(static_cast<tlm::tlm_bw_transport_if<>&>(*this));
  wire_blocks();
  set_reaches(p, site.network.least_delay());
}

// What comes in shows outside as soon as a place in the incoming FIFO is free; what goes out has the rest of
// its way before it. (A handler of an interrupt is taken to need longer than that to do something of its
// own.)
void Board::set_reaches(const NicParameters& p, Time network) {
  const Time port = p.arbiter.latency + network;
  least_packet_to_network_ = p.packetizer.latency + p.outgoing_fifo.latency + port;
  packetizer_.set_reach(least_packet_to_network_);
  deliberate_update_engine_.set_reach(least_packet_to_network_);
  outgoing_fifo_.set_reach(port);
  network_interface_chip_.set_reach(port);
  arbiter_.set_reach(port, network);
  incoming_fifo_.set_reach(network);
  packet_check_.set_reach(network);
  incoming_page_table_.set_reach(network);
  incoming_dma_engine_.set_reach(network);
}

// From the end of each path backwards: what comes in reaches memory by DMA at its end, or interrupts where it
// is found wrong; what goes out can interrupt when it enters the FIFO, and makes room that lets deliberate
// update read on.
void Board::set_core_reaches(const CoreReach& reach) {
  const NicParameters& p = parameters_;
  const Time table = min(reach.interrupt, p.incoming_dma_engine.latency + reach.dma);
  const Time check = min(reach.interrupt, p.incoming_page_table.latency + table);
  const Time fifo = p.packet_check.latency + check;
  const Time room = p.packetizer.latency + p.deliberate_update_engine.chunk_latency + reach.dma;
  const Time port = min(p.incoming_fifo.latency + fifo, room);
  const Time decision = p.arbiter.latency + port;
  incoming_dma_engine_.set_core_reach(reach.dma, min(reach.dma, reach.interrupt));
  incoming_page_table_.set_core_reach(table);
  packet_check_.set_core_reach(check);
  incoming_fifo_.set_core_reach(fifo);
  arbiter_.set_core_reach(decision, port);
  network_interface_chip_.set_core_reach(decision, decision);
  outgoing_fifo_.set_core_reach(decision);
  packetizer_.set_core_reach(reach.interrupt);
  deliberate_update_engine_.set_core_reach(reach.dma, min(reach.dma, reach.interrupt));
  least_arrival_to_core_ = decision;
}

void Board::wire_blocks() {
  outgoing_fifo_.packet_ready.connect<&Arbiter::consider>(&arbiter_);
  outgoing_fifo_.room.connect<&DeliberateUpdateEngine::room>(&deliberate_update_engine_);
  network_interface_chip_.sent.connect<&Arbiter::consider>(&arbiter_);
  network_interface_chip_.packet_received.connect<&Arbiter::consider>(&arbiter_);
  incoming_fifo_.packet_ready.connect<&PacketCheck::take>(&packet_check_);
  incoming_fifo_.room.connect<&NetworkInterfaceChip::offer_room>(&network_interface_chip_);
  incoming_page_table_.free.connect<&PacketCheck::pass_on>(&packet_check_);
  incoming_dma_engine_.free.connect<&IncomingPageTable::pass_on>(&incoming_page_table_);
}

void Board::set_deliberate_update(std::uint32_t device_proxy_page, const OutgoingMapping& mapping) {
  outgoing_page_table_.set_deliberate_update(device_proxy_page, mapping);
}

void Board::set_pairing(std::uint32_t local_page, const OutgoingMapping& mapping) {
  outgoing_page_table_.set_pairing(local_page, mapping);
}

bool Board::start_transfer(PhysicalAddress source, std::uint32_t device_proxy_page, std::uint32_t offset,
                           std::uint32_t bytes, const StoreTimes& call) {
  if (offset >= page_bytes) return false;
  deliberate_update_engine_.note_write(call, Time::never());
  return deliberate_update_engine_.start(
      {source, outgoing_page_table_.deliberate_update(device_proxy_page), offset, bytes}, calendar_.now());
}

/// What has been accepted is in the FIFO, in the combining buffer, or on its way there; not so the source of
/// a transfer that is running, or that an exchange is about to start.
bool Board::send_fence(MeshCoordinates destination, PhysicalAddress address, std::uint32_t word) {
  const std::uint32_t combined = parameters_.packetizer.wire_bytes(packetizer_.combined_bytes());
  const std::uint32_t needed = combined + parameters_.packetizer.wire_bytes(word_bytes);
  const bool source_in_memory = transferring() || compare_exchange_.asked();
  if (source_in_memory || !outgoing_fifo_.has_room_below_threshold(needed)) return false;
  forward_fence({destination, address, word}, calendar_.now());
  return true;
}

void Board::set_incoming(std::uint32_t local_page, const IncomingMapping& mapping) {
  incoming_page_table_.set(local_page, mapping);
}

bool Board::receives_into(std::uint32_t local_page) const {
  return incoming_page_table_.passes(local_page) || incoming_dma_engine_.writes(local_page);
}

std::uint64_t Board::packets_admitted() const {
  return incoming_dma_engine_.packets() + incoming_dma_engine_.packets_under_way();
}

void Board::drop_and_restart() {
  incoming_page_table_.drop_and_restart(calendar_.now());
}

bool Board::answers(Region region) const {
  return region == Region::memory_proxy || region == Region::device_proxy ||
         (region == Region::command && initiation() == Initiation::compare_exchange);
}

void Board::store(PhysicalAddress address, std::uint32_t value, bool locked, Time now) {
  if (region_of(address) == Region::command)
    compare_exchange_.write(address, value, locked, now);
  else
    deliberate_update_engine_.store(address, static_cast<std::int32_t>(value));
}

std::uint32_t Board::load(PhysicalAddress address, bool locked, Time now) {
  return region_of(address) == Region::command ? compare_exchange_.read(address, locked)
                                               : deliberate_update_engine_.load(address, now);
}

void Board::access(tlm::tlm_generic_payload& payload, Time now) {
  const auto address = static_cast<PhysicalAddress>(payload.get_address());
  const auto* extension = payload.get_extension<BusExtension>();
  const bool locked = extension && extension->locked_update;
  payload.set_response_status(tlm::TLM_OK_RESPONSE);
  if (!answers(region_of(address))) {
    payload.set_response_status(tlm::TLM_ADDRESS_ERROR_RESPONSE);
  } else if (payload.get_data_length() != word_bytes) {
    payload.set_response_status(tlm::TLM_BURST_ERROR_RESPONSE);
  } else if (payload.is_write()) {
    std::uint32_t value = 0;
    std::memcpy(&value, payload.get_data_ptr(), sizeof value);
    if (extension) deliberate_update_engine_.note_write(extension->store, now);
    store(address, value, locked, now);
  } else {
    const std::uint32_t status = load(address, locked, now);
    std::memcpy(payload.get_data_ptr(), &status, sizeof status);
  }
}

tlm::tlm_sync_enum Board::nb_transport_fw(tlm::tlm_generic_payload& payload, tlm::tlm_phase& phase,
                                          sc_core::sc_time& delay) {
  if (phase != tlm::BEGIN_REQ) return tlm::TLM_COMPLETED;
  b_transport(payload, delay);
  return tlm::TLM_COMPLETED;
}

void Board::b_transport(tlm::tlm_generic_payload& payload, sc_core::sc_time& delay) {
  const Time now = annotated_time(delay);
  access(payload, now);
  delay = annotated_delay(now + deliberate_update_engine_.access());
}

tlm::tlm_sync_enum Board::nb_transport_bw(tlm::tlm_generic_payload&, tlm::tlm_phase& phase,
                                          sc_core::sc_time& delay) {
  return eisa_master_port_.respond(phase, delay);
}

}  // namespace shrimp
