// SPDX-License-Identifier: MIT
// The CRC of a packet, over header and payload (the header without the routing displacements, which the
// routers use up). The boards' polynomial is not published; CRC-32 detects what any of 32 bits would [A].
#pragma once
#include "models/common/packet.h"

namespace shrimp {

/// Of a packet whose length is no more than Packet::payload_capacity.
std::uint32_t packet_crc(const Packet& packet);

}  // namespace shrimp
