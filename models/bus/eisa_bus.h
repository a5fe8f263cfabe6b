// SPDX-License-Identifier: MIT
// The EISA bus: 32 bits at 8.33 MHz, 33 MB/s in bursts [P].
//
// A standard cycle takes 2 BCLKs, a burst 2 and then 1 for each further 4 bytes, and a new burst begins at
// every 1 KB [R-m]. Arbitration rotates; a master that has kept the bus for `preemption` gives it up when
// another waits. Refresh takes the bus every 15 us, before any master [R-h]; it is computed when somebody
// wants the bus and needs no event of its own. A slave that works by lines (the bridge) is asked once per
// line of a burst: a read's words flow when the line is there, a write's last word ends when the line has
// been taken; both are wait states. Idealized: 8 and 16 bit cards, DMA channels of the system board, and
// LOCK# on EISA are left out.
#pragma once
#include <tlm_utils/simple_initiator_socket.h>
#include <tlm_utils/simple_target_socket.h>

#include <memory>
#include <vector>

#include "models/bus/bus_protocol.h"
#include "models/bus/eisa_parameters.h"
#include "models/common/calendar.h"
#include "models/common/statistics.h"
#include "models/common/track.h"

namespace shrimp {

class EisaBus : public sc_core::sc_module {
 public:
  enum class Capability : bool { standard, burst };
  /// A slot for a master. One with standard cycles only: the bridge for the processor.
  struct MasterSlot {
    const char* name;
    Capability capability;
  };
  /// A slot for a slave that answers addresses from `base` to `last` and takes `line` bytes at a time; 0: any
  /// number.
  struct SlaveSlot {
    const char* name;
    PhysicalAddress base;
    PhysicalAddress last;
    Bytes line;
  };
  /// The order of the masters is that of rotation. `clock_phase`: the first BCLK edge; `refresh_phase`: the
  /// first refresh.
  EisaBus(sc_core::sc_module_name name, Calendar& calendar, const EisaParameters& parameters,
          Time clock_phase, Time refresh_phase, const std::vector<MasterSlot>& masters,
          const std::vector<SlaveSlot>& slaves);

  // Sockets, by slot
  tlm::tlm_target_socket<32>& master(std::size_t slot) { return masters_[slot]->socket; }
  tlm::tlm_initiator_socket<32>& slave(std::size_t slot) { return slaves_[slot]->socket; }

  const Clock& clock() const { return clock_; }
  /// The least delay from a step of this bus to what shows to the processor (Event::set_core_reach).
  void set_core_reach(Time least_delay) { step_.set_core_reach(least_delay); }
  bool is_idle() const { return stage_ == Stage::idle; }
  void report(StatisticsSink& sink) const;
  void show(TrackSink& sink);

 private:
  using Payload = tlm::tlm_generic_payload;
  enum class Stage : std::uint8_t { idle, arbitrating, address, slave, data };
  struct Master {
    explicit Master(const char* name) : socket(name) {}
    tlm_utils::simple_target_socket_tagged<EisaBus, 32> socket;
    bool bursts = false;
    bool waiting = false;
    Payload* payload = nullptr;
    std::uint32_t position = 0;  // bytes moved so far
    Time from{};
    Time waited{};
    std::uint64_t transactions = 0;
    std::uint64_t bytes = 0;
  };
  struct Slave {
    explicit Slave(const SlaveSlot& slot)
        : socket(slot.name),
          base(slot.base),
          last(slot.last),
          line(static_cast<std::uint32_t>(slot.line.n)) {}
    tlm_utils::simple_initiator_socket_tagged<EisaBus, 32> socket;
    PhysicalAddress base;
    PhysicalAddress last;
    std::uint32_t line;
  };

  tlm::tlm_sync_enum requested(int master, Payload& payload, tlm::tlm_phase& phase, sc_core::sc_time& delay);
  tlm::tlm_sync_enum answered(int slave, Payload& payload, tlm::tlm_phase& phase, sc_core::sc_time& delay);
  void step(Time now);
  void schedule();
  void grant(Time now);
  void begin_segment(Time now);
  void ask_slave(Time now);
  void slave_ready(Time ready);
  void end_segment(Time now);
  void release(Time now);
  void free_bus(Time now);
  Slave& slave_for(PhysicalAddress address);
  std::uint32_t segment_length(PhysicalAddress address, const Slave& slave) const;
  Time after_refresh(Time t) const;
  void pass_refreshes(Time t);
  bool somebody_waits(Time now) const;

  const EisaParameters parameters_;
  const Clock clock_;
  std::vector<std::unique_ptr<Master>> masters_;
  std::vector<std::unique_ptr<Slave>> slaves_;

  Event step_;
  Stage stage_ = Stage::idle;
  std::size_t owner_ = 0;  // of the bus, or its last
  StateTrack owner_track_;
  Slave* slave_ = nullptr;
  BusPayload segment_;     // the part of the owner's transaction that the slave is asked for
  std::int64_t lead_ = 0;  // BCLKs of the segment's first transfer
  std::int64_t rest_ = 0;  // and of the others together
  bool new_burst_ = false;
  Time segment_start_{};
  Time asked_{};  // arbitration began
  bool refresh_delays_now_ = false;
  Time held_since_{};
  Time free_at_{};
  Time next_refresh_{};

  std::uint64_t bursts_ = 0;
  std::uint64_t preemptions_ = 0;
  std::uint64_t refresh_delays_ = 0;
  Time busy_{};
  Time wait_states_{};
};

}  // namespace shrimp
