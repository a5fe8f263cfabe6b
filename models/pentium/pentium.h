// SPDX-License-Identifier: MIT
// The memory side of a node's 60 MHz Pentium [R-h]: TLB, data cache, write buffers, bus unit, and the L2
// cache beside it. The processor core (sim/os/processor.h) brings one reference at a time.
//
// What the caches answer costs no event (try_access); all else is a state machine on the node's calendar. A
// read that misses the data cache waits until the write buffers are empty (the Pentium never lets it pass
// stores), L2 hits too, as L2 lies outside. A miss in L2 writes a modified victim to memory, then fills the
// whole line, and then costs what an L2 hit costs [A]. A locked update empties the write buffers, makes the
// caches give the line up, and reads and writes with the bus locked. Idealized: instruction fetch costs
// nothing and never misses; page walks have a fixed cost; a store that the data cache keeps does not wait for
// older ones in the write buffers; LOCK# reaches a device as a mark on read and write, but holds no bus (only
// the processor addresses devices).
#pragma once
#include <array>
#include <string>

#include "models/pentium/access.h"
#include "models/pentium/bus_unit.h"
#include "models/pentium/caches.h"
#include "models/pentium/tlb.h"
#include "models/pentium/write_buffers.h"

namespace shrimp {

class Pentium : private BusUnitClient, private WriteBufferOwner {
 public:
  Pentium(const char* name, Calendar& calendar, const Clock& clock, const PentiumParameters& parameters);

  // Ports
  tlm::tlm_initiator_socket<64>& bus() { return bus_.socket(); }
  /// The caches, for the memory bus to ask about DMA.
  CoherentCache& caches() { return caches_; }
  void attach(ProcessorCore* core) { core_ = core; }
  /// The clock of the processor and of the memory bus.
  const Clock& clock() const { return clock_; }

  // Operations of the core
  /// The hit filter of the process that runs now, or null; it is emptied.
  void use_filter(HitFilter* filter) { caches_.data_cache().use_filter(filter), filter_ = filter; }
  /// Looks a page (virtual address / 4096) up in the TLB: stall cycles, 0 on a hit.
  std::int64_t translate(std::uint64_t virtual_page);
  bool holds_translation(std::uint64_t virtual_page) const { return tlb_.holds(virtual_page); }
  void flush_translations();
  /// The page's entry in the page table has changed.
  void forget_translation(std::uint64_t virtual_page);
  /// The page's lines leave both caches: its policy changes, or its frame is given away. Costs nothing here.
  void forget_page(std::uint32_t frame) { caches_.forget_page(frame); }
  /// True while an access under way, or a buffered store, concerns a page of memory or one of its proxies.
  bool uses(std::uint32_t frame) const;

  /// Performs what the caches answer without the memory bus, and adds the stall. False: nothing has changed.
  bool try_access(const Access& a, std::int64_t& stall_cycles);
  /// Starts an access at the calendar's present; it ends with core->access_done, perhaps before this returns.
  /// A store is over when it has a write buffer, at the present of that call; a locked update when it has
  /// read.
  void begin_access(const Access& a, Time now);
  /// Waits until the write buffers are empty; ends as an access does.
  void begin_drain(Time now);
  /// True if every store has reached memory or its device. Else `otherwise_wake` is woken when they are.
  bool drained(Event& otherwise_wake);
  /// When the read of the last access went on, the write buffers being empty.
  Time write_buffers_passed() const { return write_buffers_passed_; }
  /// The value of the store or locked update that was over last, before the calendar runs any further event.
  /// A store that hit has put it in its place already.
  void store_value(const std::uint8_t* bytes) {
    if (write_buffers_.lacks_value()) write_buffers_.value(bytes);
  }

  /// The least delay from a store's grant of the memory bus to what a board that sees it can do to the core.
  void set_store_core_reach(Time least_delay) { write_buffers_.set_core_reach(least_delay); }

  /// The states of the line at `address` in both caches.
  Mesi data_cache_state(PhysicalAddress address) { return caches_.data_cache().state(address); }
  Mesi l2_state(PhysicalAddress address) { return caches_.l2().state(address); }

  /// Asked about lines before the hit filter lets loads of them through.
  void watch(ArrivalWatcher& watcher) { watcher_ = &watcher; }

  void report(StatisticsSink& sink) const;
  /// What the current access waits for, one phrase; empty if nothing.
  std::string waiting_for() const;

 private:
  enum class State : std::uint8_t {
    ready,
    needs_buffer,  // a store waits for a write buffer
    drains,        // the write buffers must be empty first
    serializes,    // the write buffers must be empty, and that is all
    castout,       // a modified line goes to memory
    line_fill,
    passes_l2,  // an access past the caches is on its way to the bus
    reads       // an access past the caches is on the bus
  };
  bool may_pass_filter(const Access& a);
  void store(Time now);
  void begin_past_write_buffers(Time now);
  void begin_read(Time now);
  void write_line(const CoherentCache::Modified& line, Time now);
  void begin_fill(Time now);
  void pass_l2(Time now);
  void read_piece(Time now);
  void piece_read(Time now);
  void passed(Time now) { read_piece(now); }
  void bus_done(Time now) override;
  void write_buffer_freed(Time now) override;
  void done(Time t);
  bool is_past_caches(const Access& a) const {
    return a.policy == CachePolicy::uncached || region_of(a.address) != Region::memory;
  }

  bool reads_past_caches() const {
    return access_.kind == AccessKind::locked_update || is_past_caches(access_);
  }
  bool is_locked_in_memory() const {
    return access_.kind == AccessKind::locked_update && region_of(access_.address) == Region::memory;
  }

  const PentiumParameters parameters_;
  const Clock clock_;
  Tlb tlb_;
  Caches caches_;
  BusUnit bus_;
  WriteBuffers write_buffers_;
  ProcessorCore* core_ = nullptr;
  HitFilter* filter_ = nullptr;

  State state_ = State::ready;
  Access access_;
  std::uint32_t position_ = 0;  // bytes read past the caches
  std::array<std::uint8_t, HitFilter::line_bytes> data_{};
  Time begun_{};
  Time write_buffers_passed_{};
  Event passed_;  // an access past the caches has passed L2
  Event* drained_event_ = nullptr;
  ArrivalWatcher* watcher_ = nullptr;

  Time store_wait_{};
  Time read_wait_{};
  std::uint64_t line_fills_ = 0;
  std::uint64_t uncached_reads_ = 0;
  std::uint64_t locked_updates_ = 0;
};

}  // namespace shrimp
