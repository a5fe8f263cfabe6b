// SPDX-License-Identifier: MIT
// The Xpress memory bus of the DEC 560ST: 64 bits at the Pentium's bus clock [R-h].
//
// A transfer without wait states takes 2 clocks, a burst 2-1-1-1; the memory adds its wait states by
// answering later. Masters: the processor and the EISA bridge; the network interface snoops and cannot master
// [P]. The bridge goes first when both wait, since EISA masters cannot be put off for long [A]; a transaction
// is never interrupted. An access of the processor to the I/O side is backed off: the bus is free until the
// bridge has the answer, then the processor repeats the cycle. So a processor that waits for EISA never holds
// up DMA, and nothing deadlocks. Idealized: no address pipelining; inquire cycles to the caches cost nothing
// but the write-back they cause.
#pragma once
#include <tlm_utils/simple_initiator_socket.h>
#include <tlm_utils/simple_target_socket.h>

#include <array>
#include <vector>

#include "models/bus/bus_protocol.h"
#include "models/bus/xpress_parameters.h"
#include "models/common/calendar.h"
#include "models/common/statistics.h"
#include "models/common/track.h"

namespace shrimp {

class XpressBus : public sc_core::sc_module {
 public:
  XpressBus(sc_core::sc_module_name name, Calendar& calendar, const Clock& clock,
            const XpressParameters& parameters);

  // Sockets: two masters, and two slaves by address (main memory; all above it).
  tlm::tlm_target_socket<64>& processor() { return processor_.socket; }
  tlm::tlm_target_socket<64>& bridge() { return bridge_.socket; }
  tlm::tlm_initiator_socket<64>& memory() { return memory_; }
  tlm::tlm_initiator_socket<64>& io() { return io_; }

  /// Shows the processor's single writes to memory, at the instant their data are on the bus. Lines that the
  /// caches write back are not shown: a page that the board watches is write-through and never modified in a
  /// cache.
  void add_snooper(BusSnooper& snooper) { snoopers_.push_back(&snooper); }
  /// The caches that are asked about the bridge's transactions.
  void set_cache(CoherentCache& cache) { cache_ = &cache; }
  /// Told of what the bridge writes to memory.
  void watch(ArrivalWatcher& watcher) { watcher_ = &watcher; }

  /// The least delay from a snooped write to what a board can do to the processor (Event::set_core_reach).
  void set_snoop_core_reach(Time least_delay);
  /// The same, from the grant of a write of the processor.
  Time store_core_reach() const { return store_core_reach_; }
  bool is_idle() const { return stage_ == Stage::idle; }
  void report(StatisticsSink& sink) const;
  void show(TrackSink& sink);

 private:
  using Payload = tlm::tlm_generic_payload;
  enum class Stage : std::uint8_t { idle, write_back, transfer };
  enum class Owner : std::uint8_t { nobody, processor, bridge, write_back };
  enum class Request : std::uint8_t { none, waiting, on_bus, backed_off, repeat };
  struct Master {
    Master(const char* name, BusMaster who) : socket(name), kind(who) {}
    tlm_utils::simple_target_socket_tagged<XpressBus, 64> socket;
    BusMaster kind;
    Request request = Request::none;
    Payload* payload = nullptr;
    Time from{};  // the first clock edge at which it may have an idle bus
    std::uint64_t transactions = 0;
    Time waited{};
  };

  tlm::tlm_sync_enum requested(int master, Payload& payload, tlm::tlm_phase& phase, sc_core::sc_time& delay);
  tlm::tlm_sync_enum answered(int slave, Payload& payload, tlm::tlm_phase& phase, sc_core::sc_time& delay);
  bool wants_bus(const Master& master) const;
  void schedule();
  void grant(Time now);
  void write_back(const CoherentCache::Modified& modified, Time now);
  void transfer(Time at);
  void back_off(Time now);
  void repeat(Master& master, Time now);
  Time zero_wait_end(const Payload& payload) const;
  void ended(Payload& payload, Time completion);
  void end_transaction(Master& master, Time end);
  void free_bus(Time start, Time end);
  void show(Time now);

  const XpressParameters parameters_;
  const Clock clock_;
  Time store_core_reach_ = Time::never();
  Master processor_;
  Master bridge_;
  tlm_utils::simple_initiator_socket_tagged<XpressBus, 64> memory_;
  tlm_utils::simple_initiator_socket_tagged<XpressBus, 64> io_;
  std::vector<BusSnooper*> snoopers_;
  CoherentCache* cache_ = nullptr;
  ArrivalWatcher* watcher_ = nullptr;

  Calendar& calendar_;
  Event grant_;
  Event show_;
  Stage stage_ = Stage::idle;
  StateTrack owner_track_;
  Master* owner_ = nullptr;  // of the transaction on the bus
  const Master* locked_by_ = nullptr;
  Time start_{};  // of the transfer on the bus
  Time free_at_{};
  BusTransfer shown_;
  BusPayload write_back_;
  std::array<std::uint8_t, page_bytes> line_data_{};  // a write-back's payload points here; never looked at

  std::uint64_t write_backs_ = 0;
  std::uint64_t back_offs_ = 0;
  Time busy_{};
};

}  // namespace shrimp
