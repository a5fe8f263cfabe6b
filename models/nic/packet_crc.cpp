// SPDX-License-Identifier: MIT
#include "models/nic/packet_crc.h"

#include <boost/crc.hpp>

namespace shrimp {
namespace {

constexpr std::uint32_t notify_flag = 1;
constexpr std::uint32_t deliberate_flag = 2;
constexpr std::uint32_t last_flag = 4;

constexpr std::uint32_t pair(std::uint32_t low, std::uint32_t high) {
  return low | high << 16;
}

}  // namespace

std::uint32_t packet_crc(const Packet& p) {
  const std::uint32_t flags =
      (p.notify ? notify_flag : 0) | (p.deliberate ? deliberate_flag : 0) | (p.last ? last_flag : 0);
  const std::array<std::uint32_t, 4> header{pair(p.destination.x, p.destination.y),
                                            pair(p.source.x, p.source.y), p.address, pair(p.length, flags)};
  boost::crc_32_type crc;
  crc.process_bytes(header.data(), sizeof header);
  crc.process_bytes(p.payload.data(), p.length);
  return crc.checksum();
}

}  // namespace shrimp
