// SPDX-License-Identifier: MIT
// The Pentium's two write buffers [R-h]: stores that miss the data cache, or must show on the bus, wait here
// in order while the processor goes on.
//
// Each store passes the L2 cache at a cost; L2 keeps a write-back page's store that hits, everything else is
// a write of the memory bus. Stores are never combined: one bus write for up to 8 bytes of a floating-point
// store, one for each 4 bytes of an integer store, and none across an 8-byte boundary [R-h]. A store of
// several bus writes takes as many buffers, all of them if it has more. Idealized: what waits here is in host
// memory already, so DMA that reads it before it has drained sees it early.
#pragma once
#include <array>
#include <vector>

#include "models/common/calendar.h"
#include "models/pentium/access.h"
#include "models/pentium/bus_unit.h"
#include "models/pentium/caches.h"

namespace shrimp {

/// Told when a buffer has become free.
class WriteBufferOwner {
 public:
  virtual void write_buffer_freed(Time now) = 0;

 protected:
  ~WriteBufferOwner() = default;
};

/// How many bytes of a store, or of a load past the caches, the next bus access moves.
std::uint32_t bus_access_bytes(const Access& access, std::uint32_t position,
                               const WriteBufferParameters& parameters);

class WriteBuffers : private BusUnitClient {
 public:
  WriteBuffers(Calendar& calendar, const Clock& clock, const PentiumParameters& parameters, Caches& caches,
               BusUnit& bus, WriteBufferOwner& owner);

  bool has_room_for(const Access& store) const;
  bool is_empty() const { return stores_ == 0; }
  /// True if a store to a page of memory, or to a proxy of it, waits here.
  bool uses(std::uint32_t frame) const;
  /// True between the taking of a store and of its value.
  bool lacks_value() { return !is_empty() && !newest().has_value; }
  /// Takes a store that began at `begun`, of a locked update if the bus is locked for it; its value follows.
  void take(const Access& store, bool locked, Time begun, Time now);
  void value(const std::uint8_t* bytes);

  /// The least delay from a store's grant of the memory bus to what a board that sees it can do to the core.
  void set_core_reach(Time least_delay) { core_reach_ = least_delay; }
  void report(StatisticsSink& sink) const;

 private:
  struct Store {
    Access access;
    bool locked = false;
    bool has_value = false;
    Time begun{};
    Time buffered{};
    std::uint32_t position = 0;  // bytes written
    std::uint32_t writes_left = 0;
    std::array<std::uint8_t, HitFilter::line_bytes> bytes{};
  };
  std::uint32_t writes(const Access& access) const;
  Store& oldest() { return queue_[first_]; }
  Store& newest() { return queue_[(first_ + stores_ - 1) % queue_.size()]; }
  void pass_from(Time t);
  void passed(Time now);
  void bus_done(Time now) override;
  void written(std::uint32_t bytes, Time now);

  const WriteBufferParameters parameters_;
  const std::int64_t pass_cycles_;
  const Clock clock_;
  Caches& caches_;
  BusUnit& bus_;
  WriteBufferOwner& owner_;

  std::vector<Store> queue_;  // a ring
  std::size_t first_ = 0;
  std::size_t stores_ = 0;
  std::uint32_t used_ = 0;  // buffers
  Time core_reach_ = Time::never();
  Event pass_;  // the oldest store has passed L2

  std::uint64_t taken_ = 0;
  std::uint64_t bus_writes_ = 0;
};

}  // namespace shrimp
