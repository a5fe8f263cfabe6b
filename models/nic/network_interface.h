// SPDX-License-Identifier: MIT
// The seam for network interfaces: what a board sees of its node and what the node sees of a board.
//
// A board sees (a) snooped writes of the memory bus, (b) an I/O-bus slave and master (TLM-2.0 sockets), (c) a
// network port, (d) an interrupt line. A new design is one folder that implements this class and a line in
// the table of boards; the machine's file chooses it by `nic.board`.
#pragma once
#include <systemc>
#include <tlm>

#include "models/bus/interrupt_line.h"
#include "models/bus/snoop.h"
#include "models/common/calendar.h"
#include "models/common/packet.h"
#include "models/common/statistics.h"
#include "models/common/track.h"
#include "models/mesh/network_port.h"

namespace shrimp {

/// What AU combining a page asks for (SBL_AUWriteType).
enum class UpdateMode : std::uint8_t { single_write, block_write, timer_write };

/// An entry of the outgoing page table: where writes to (AU) or sends through (DU) a page go.
struct OutgoingMapping {
  bool enabled = false;
  MeshCoordinates destination;
  std::uint32_t destination_page = 0;          // physical page number at the destination
  UpdateMode mode = UpdateMode::single_write;  // AU part only
  bool notify = false;
};

/// An entry of the incoming page table.
struct IncomingMapping {
  bool receive_enabled = false;
  bool interrupt_enabled = false;
};

/// A packet that the board holds back, for the kernel.
struct IncomingFault {
  MeshCoordinates source;
  PhysicalAddress address = 0;
  bool pending = false;
};

/// A packet whose arrival interrupted: where its payload is. Of a deliberate update it is the last packet.
struct Arrival {
  PhysicalAddress address = 0;
  std::uint32_t bytes = 0;
  bool deliberate = false;
  bool notify = false;  // packet and page asked for it; else the board interrupts for every message
};

/// A packet that the check refused. What it says of itself cannot be trusted.
struct BadPacket {
  MeshCoordinates source;       // as the header claims
  MeshCoordinates destination;  // as the header claims
  bool wrong_crc = false;       // else it was meant for another node
};

/// What a board has found wrong with what it received.
struct ReceiveTrouble {
  std::uint64_t wrong_crc = 0;          // packets refused
  std::uint64_t wrong_coordinates = 0;  // packets refused
  std::uint64_t dropped = 0;            // packets for pages that do not receive
  bool stuck = false;                   // the incoming DMA engine takes no packets, and some wait for it
};

/// Ways in which programs start deliberate updates: STORE and LOAD of proxies (HPCA'96), a locked
/// compare-and-exchange on a command page (ISCA'94), or the kernel for each transfer.
enum class Initiation : std::uint8_t { two_references, compare_exchange, system_call };

/// How soon a board's doings show to the processor of its node while that hits in its caches: a request of
/// the EISA bus as DMA, a raised line as an interrupt (Event::set_core_reach).
struct CoreReach {
  Time dma;
  Time interrupt;
};

/// A board. The kernel's calls are the driver's view of it; their cost in time is the kernel's business.
class NetworkInterface : public BusSnooper {
 public:
  virtual ~NetworkInterface() = default;

  // (b) the I/O bus
  virtual tlm::tlm_target_socket<32>& eisa_slave() = 0;
  virtual tlm::tlm_initiator_socket<32>& eisa_master() = 0;

  // (d) the interrupt line
  virtual void connect(InterruptLine& line) = 0;

  // the driver's view
  virtual bool supports_automatic_update() const = 0;
  virtual void set_automatic_update(std::uint32_t local_page, const OutgoingMapping& mapping) = 0;
  /// Entries of the outgoing page table's deliberate-update part.
  virtual std::uint32_t device_proxy_pages() const = 0;
  virtual void set_deliberate_update(std::uint32_t device_proxy_page, const OutgoingMapping& mapping) = 0;
  virtual void set_incoming(std::uint32_t local_page, const IncomingMapping& mapping) = 0;
  /// True while a packet that was found receive-enabled is still being written to `local_page`.
  virtual bool receives_into(std::uint32_t local_page) const = 0;
  /// Packets to be written to memory of which it is settled whether they interrupt, and how many of them have
  /// been written, in the same order.
  virtual std::uint64_t packets_admitted() const = 0;
  virtual std::uint64_t packets_written() const = 0;
  /// Sends what is being combined for `local_page` now (end of a mapping).
  virtual void flush_combining(std::uint32_t local_page) = 0;
  /// How programs of this machine start a deliberate update.
  virtual Initiation initiation() const = 0;
  /// Compare-and-exchange: the page of the destination that goes with a page of local memory (ISCA'94). A
  /// disabled mapping parts them.
  virtual void set_pairing(std::uint32_t local_page, const OutgoingMapping& mapping) = 0;
  /// The kernel's Inval at each context switch (invariant I1).
  virtual void invalidate_initiation() = 0;
  /// The driver's own start of a transfer; false if the engine is busy or the transfer impossible. `call`:
  /// the system call that it makes, for milestones.
  virtual bool start_transfer(PhysicalAddress source, std::uint32_t device_proxy_page, std::uint32_t offset,
                              std::uint32_t bytes, const StoreTimes& call) = 0;
  virtual bool transferring() const = 0;
  /// True while a transfer reads `local_page` (invariant I4).
  virtual bool transfer_uses(std::uint32_t local_page) const = 0;
  /// Sends one word of the kernel's own, with the notify flag, behind all that this board has accepted so
  /// far: what is being combined goes first. False: a transfer is running or the outgoing FIFO is above its
  /// threshold; try again.
  virtual bool send_fence(MeshCoordinates destination, PhysicalAddress address, std::uint32_t word) = 0;
  /// The occupancy at or below which the threshold handler may return, and the present state.
  virtual bool outgoing_fifo_drained() const = 0;
  virtual IncomingFault incoming_fault() const = 0;
  /// Drops the packet that froze the receive path and restarts it.
  virtual void drop_and_restart() = 0;
  /// The oldest arrival that interrupted and was not taken yet; false if there is none. The board keeps a
  /// limited number, and then receives no more until one is taken.
  virtual bool take_arrival(Arrival& arrival) = 0;
  /// The oldest refused packet that was not taken yet; false if there is none. The board keeps a limited
  /// number and only counts those beyond.
  virtual bool take_bad_packet(BadPacket& packet) = 0;
  /// The least time between a write's instant on the memory bus and its packet's first effect on the network
  /// port.
  virtual Time least_snoop_to_network() const = 0;
  /// Told once, before simulation: sets the core reaches of the board's events. Until then they are the
  /// lesser of both.
  virtual void set_core_reaches(const CoreReach& reach) = 0;
  /// The least time from a packet's arrival at the port, or the end of an injection, to what it does to the
  /// processor.
  virtual Time least_arrival_to_core() const = 0;
  /// The least time from a snooped write to what it does to the processor.
  virtual Time least_snoop_to_core() const = 0;
  /// True if no packet is queued, waits for the combining timer, or is on its way through the board. A block
  /// that only a later write can send is no work.
  virtual bool quiet() const = 0;
  /// Fault injection: from now on the incoming DMA engine takes no packets.
  virtual void stop_receiver() = 0;
  virtual ReceiveTrouble trouble() const = 0;
  /// One sentence on what the board waits for, for the report of a stuck run; empty if nothing.
  virtual std::string waiting_for() const = 0;

  virtual void report(StatisticsSink& sink) const = 0;
  /// Its tracks; a board that shows none is as good.
  virtual void show(TrackSink&) {}
};

}  // namespace shrimp
