// SPDX-License-Identifier: MIT
// One reference of an instruction as the Pentium's memory side sees it, and who is told when it is over.
#pragma once
#include <cstdint>

#include "models/common/address.h"
#include "models/common/time.h"

namespace shrimp {

enum class AccessKind : std::uint8_t { load, store, locked_update };

/// A translated reference that lies within one 32-byte line.
struct Access {
  AccessKind kind = AccessKind::load;
  CachePolicy policy = CachePolicy::write_back;
  bool floating_point = false;  // up to 8 bytes in one bus write; integer stores take one per 4 bytes
  std::uint8_t bytes = 4;
  PhysicalAddress address = 0;
  std::uint64_t virtual_address = 0;  // for the hit filter
  /// Where a load from a device puts its value, so that the instruction finds it; null for memory, whose
  /// data the instruction reads from the host page behind the frame.
  std::uint8_t* device_data = nullptr;
  Time called = Time::never();  // of a reference to a device: StoreTimes
};

/// The core's side: told when an access that needed hardware is over.
class ProcessorCore {
 public:
  /// `t`: the clock edge at which the instruction may go on; at or after the calendar's present.
  virtual void access_done(Time t) = 0;

 protected:
  ~ProcessorCore() = default;
};

}  // namespace shrimp
