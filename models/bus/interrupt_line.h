// SPDX-License-Identifier: MIT
// A board's interrupt line: why it interrupts, and who is told.
#pragma once
#include <cstddef>
#include <cstdint>

#include "models/common/time.h"

namespace shrimp {

/// Why a board interrupts its processor.
enum class InterruptCause : std::uint8_t {
  outgoing_fifo_threshold,  // the handler waits until the outgoing FIFO has drained
  packet_arrived,           // packet flag AND IPT flag, after the data are in memory
  incoming_page_fault,      // IPT miss: the receive path is frozen until the kernel restarts it
  bad_packet                // CRC or coordinates wrong; the packet was dropped and counted
};
inline constexpr std::size_t interrupt_causes = 4;

/// The node's side of the interrupt line: called at the board's present.
class InterruptLine {
 public:
  virtual void raise(InterruptCause cause, Time now) = 0;

 protected:
  ~InterruptLine() = default;
};

}  // namespace shrimp
