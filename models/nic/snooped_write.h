// SPDX-License-Identifier: MIT
// What the snoop logic passes on, and the seam behind it: the packetizer, or a stage of a board's own before
// that.
#pragma once
#include <array>

#include "models/nic/network_interface.h"

namespace shrimp {

/// A word that the kernel sends behind everything else (NetworkInterface::send_fence).
struct Fence {
  MeshCoordinates destination;
  PhysicalAddress address = 0;  // there
  std::uint32_t word = 0;
};

/// A write that the snoop logic forwards, with the OPT's entry.
struct SnoopedWrite {
  static constexpr std::uint32_t widest = 8;  // the Pentium's data bus
  OutgoingMapping mapping;
  PhysicalAddress address = 0;
  std::uint32_t bytes = 0;
  std::array<std::uint8_t, widest> data{};
  StoreTimes times{};
  Time snooped{};
};

/// What comes out of the snoop logic, in the order of the bus.
class SnoopedWriteSink {
 public:
  virtual void automatic_update(const SnoopedWrite& write, Time now) = 0;
  /// Sends now what is being combined for a page.
  virtual void flush(std::uint32_t local_page, Time now) = 0;
  /// A word of the kernel's own, behind everything that came before; what is being combined goes first.
  virtual void fence(const Fence& fence, Time now) = 0;

 protected:
  ~SnoopedWriteSink() = default;
};

}  // namespace shrimp
