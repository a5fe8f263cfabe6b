// SPDX-License-Identifier: MIT
// The milestones of a message: when it left one block for the next, from the first instruction of its send to
// the instruction that sees its last word. The differences tile its life without a gap, so that their sum is
// its latency.
//
// Blocks pass milestones only for messages that somebody watches (sim/observe); else a packet's pointer is
// null. To watch changes no simulated number.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

#include "models/common/address.h"
#include "models/common/time.h"

namespace shrimp {

struct Packet;

/// In the order of the way; a message passes those of its own way only.
enum class Milestone : std::uint8_t {
  returned,          // the library's call that saw the message before has returned to the program
  begun,             // the store of automatic update begins, or the call of a library that makes a deliberate
                     // update; its first reference, if no call of a library is known
  referenced,        // a library's message: its store or STORE begins, or its system call
  buffered,          // the store has a write buffer
  bus_requested,     // it has passed the L2 cache
  bus_granted,       // the memory bus is the processor's
  snooped,           // automatic update: its data are on the memory bus
  looked_up,         // automatic update: the packetizer has it, with its entry of the outgoing page table
  count_latched,     // deliberate update: the board has taken the STORE, destination and size
  started,           // deliberate update: the board has taken the LOAD, and begins
  kernel_started,    // deliberate update by a system call: the kernel has started it
  read_requested,    // deliberate update: the engine asks for EISA to read the last part
  read_granted,      // deliberate update: EISA is the engine's
  source_read,       // deliberate update: the engine has the last part
  packet_closed,     // the packetizer closes the packet
  queued,            // the packet stands in the outgoing FIFO, complete
  port_out_granted,  // the arbiter has begun to move it to the network interface chip
  at_chip,           // the chip has it
  injected,          // its head enters the mesh
  head_ejected,      // the router of its destination has granted its head the way out
  arrived,           // its last flit has come out of the mesh
  received,          // the chip has it
  port_in_granted,   // the arbiter has begun to move it to the incoming FIFO
  enqueued,          // it stands in the incoming FIFO
  check_begun,       // it has left the FIFO, to be checked
  checked,           // CRC and coordinates are right
  admission_asked,   // the incoming page table has it
  admitted,          // its page receives
  engine_taken,      // the incoming DMA engine has it
  write_requested,   // the engine asks for EISA
  write_granted,     // EISA is the engine's
  in_memory,         // the last word is in memory
  seen               // a load of the receiving program has the last word
};
inline constexpr std::size_t milestone_count = static_cast<std::size_t>(Milestone::seen) + 1;

class Milestones {
 public:
  Milestones() { at_.fill(Time::never()); }
  void pass(Milestone m, Time t) { at_[static_cast<std::size_t>(m)] = t; }
  /// never() if it was not passed.
  Time at(Milestone m) const { return at_[static_cast<std::size_t>(m)]; }

 private:
  std::array<Time, milestone_count> at_;
};

/// What a store has passed before it belongs to a message; travels with its bus transactions. Of a system
/// call that sends, `begun` and `called` alone.
struct StoreTimes {
  Time begun = Time::never();
  Time buffered = Time::never();
  Time bus_requested = Time::never();
  Time bus_granted = Time::never();
  Time called = Time::never();  // the library's call that makes it began; never() if none is known

  void pass_to(Milestones& m) const {
    m.pass(Milestone::begun, begun);
    m.pass(Milestone::buffered, buffered);
    m.pass(Milestone::bus_requested, bus_requested);
    m.pass(Milestone::bus_granted, bus_granted);
  }
};

/// What one part of a deliberate update has passed before it belongs to a packet.
struct TransferTimes {
  StoreTimes reference;                // the STORE, or the system call
  Time begun = Time::never();          // the part of the library's call that makes it
  Time count_latched = Time::never();  // never() if the kernel started the transfer
  Time started = Time::never();
  Time read_requested = Time::never();
  Time read_granted = Time::never();
  Time source_read = Time::never();

  void pass_to(Milestones& m) const {
    const bool by_kernel = count_latched.is_never();
    reference.pass_to(m);
    if (!begun.is_never()) {
      m.pass(Milestone::begun, begun);
      m.pass(Milestone::referenced, reference.begun);
    } else if (reference.begun.is_never()) {
      m.pass(Milestone::begun, started);
    }
    m.pass(Milestone::count_latched, count_latched);
    m.pass(by_kernel ? Milestone::kernel_started : Milestone::started, started);
    m.pass(Milestone::read_requested, read_requested);
    m.pass(Milestone::read_granted, read_granted);
    m.pass(Milestone::source_read, source_read);
  }
};

/// Watches all packets of a machine.
class MessageWatcher {
 public:
  /// The milestones of a new packet.
  virtual Milestones* begin() = 0;
  /// The packet's payload is about to be written to its address.
  virtual void arriving(const Packet& packet) = 0;
  /// The packet is gone: written, or dropped.
  virtual void gone(const Packet& packet) = 0;

 protected:
  ~MessageWatcher() = default;
};

/// Watches one node's memory for messages that arrive and are seen.
class ArrivalWatcher {
 public:
  /// A board's data are in memory at `t`.
  virtual void written(PhysicalAddress address, std::uint32_t bytes, Time t) = 0;
  /// True while a message waits in this line to be seen: the hit filter must not let loads of it through.
  virtual bool awaits(PhysicalAddress address) const = 0;
  /// A load of the running program is over at `t`.
  virtual void loaded(PhysicalAddress address, std::uint32_t bytes, Time t) = 0;

 protected:
  ~ArrivalWatcher() = default;
};

}  // namespace shrimp
