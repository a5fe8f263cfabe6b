// SPDX-License-Identifier: MIT
// What an agent that watches the Xpress memory bus sees, and what the bus knows of a transaction beyond
// TLM-2.0.
#pragma once
#include <cstdint>
#include <tlm>

#include "models/common/address.h"
#include "models/common/milestones.h"
#include "models/common/time.h"

namespace shrimp {

/// Who mastered a transaction on the memory bus.
enum class BusMaster : std::uint8_t { processor, eisa_bridge, other };

/// A data transfer on the memory bus as it shows on address and data lines.
struct BusTransfer {
  BusMaster master = BusMaster::other;
  bool write = false;
  PhysicalAddress address = 0;
  std::uint32_t bytes = 0;
  const std::uint8_t* data = nullptr;  // of a write, `bytes` long
  StoreTimes times{};
};

/// Watches the processor's writes to memory; called at the instant the data are on the bus.
class BusSnooper {
 public:
  virtual void snoop(const BusTransfer& transfer, Time now) = 0;

 protected:
  ~BusSnooper() = default;
};

/// The processor's caches as the memory bus sees them: asked about each transaction of another master.
class CoherentCache {
 public:
  /// An inquire cycle. A write invalidates, a read leaves lines shared. What was modified must be written to
  /// memory before the transaction goes on: the answer is the first address and number of those bytes (0:
  /// none).
  struct Modified {
    PhysicalAddress address = 0;
    std::uint32_t bytes = 0;
  };
  virtual Modified inquire(PhysicalAddress address, std::uint32_t bytes, bool write) = 0;

 protected:
  ~CoherentCache() = default;
};

/// Travels with a TLM-2.0 payload on both buses; ignorable, so a third party's target needs no knowledge of
/// it.
struct BusExtension : tlm::tlm_extension<BusExtension> {
  BusMaster master = BusMaster::other;
  /// The processor's data live in host memory already (the TLM-2.0 direct memory interface): the transaction
  /// carries timing and what snoopers see, and memory must not be written again.
  bool data_in_place = false;
  /// Keep the memory bus for this master's next transaction (LOCK#).
  bool locked = false;
  /// The read, or the write that follows it, of one locked update; what a device sees of LOCK#. By itself it
  /// holds no bus.
  bool locked_update = false;
  /// Set by the memory: when the first of the data have passed; never() if the slave does not say.
  Time first_data = Time::never();
  /// Set by the first bus that grants itself to the master.
  Time granted = Time::never();
  /// Of a processor's write, up to its request of the bus.
  StoreTimes store;

  void grant(Time now) { granted = min(granted, now); }
  StoreTimes times() const {
    return {store.begun, store.buffered, store.bus_requested, granted, store.called};
  }
  tlm_extension_base* clone() const override { return new BusExtension(*this); }
  void copy_from(const tlm_extension_base& other) override {
    *this = static_cast<const BusExtension&>(other);
  }
};

}  // namespace shrimp
