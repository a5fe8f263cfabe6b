// SPDX-License-Identifier: MIT
// Packets that do not arrive, and who learns of it.
//
// A packet that the board dropped was checked and sound, so its sender is known. Of one that the check
// refused, nothing can be believed but that somebody's data are gone: with a sound CRC, that it went to the
// wrong node; else whoever sends to a buffer here may have been its sender. Better a sound buffer is called
// lost than a lost one sound.
#include <algorithm>

#include "sim/os/vmmc_service.h"

namespace shrimp {

std::optional<NodeNumber> VmmcService::node_at(MeshCoordinates coordinates) const {
  for (std::size_t n = 0; n < machine_.coordinates.size(); ++n)
    if (machine_.coordinates[n] == coordinates) return static_cast<NodeNumber>(n);
  return std::nullopt;
}

/// Once for each buffer, or page, and sender.
void VmmcService::packet_missed(const IncomingFault& fault, Time now) {
  const auto sender = node_at(fault.source);
  if (!sender) return;
  const std::uint32_t page = page_of(fault.address);
  const std::uint32_t serial = quarantine_.serial_of(page);
  const bool is_news = serial != 0 ? told_of_withdrawal_.insert({*sender, serial}).second
                                   : told_of_page_.insert({*sender, page}).second;
  if (is_news) daemon_.tell(*sender, PacketDropped{page, serial}, now);
}

void VmmcService::packet_dropped(NodeNumber receiver, const PacketDropped& m, Time now) {
  for (const auto& p : processes_.processes())
    for (ImportedBuffer& b : p->imports.all()) {
      if (b.name.node != receiver || b.state != BufferState::ok) continue;
      const bool has_page = std::find(b.frames.begin(), b.frames.end(), m.page) != b.frames.end();
      if (m.serial != 0 && b.serial == m.serial) close_import(*p, b, BufferState::withdrawn, now);
      if (m.serial == 0 && has_page) close_import(*p, b, BufferState::lost, now);
    }
}

void VmmcService::packet_refused(const BadPacket& packet, Time now) {
  const auto sender = node_at(packet.source);
  const auto receiver = node_at(packet.destination);
  if (sender && receiver) tell_of_loss(*sender, *receiver, now);
  if (packet.wrong_crc || !sender || !receiver) lose_all_received(now);
}

void VmmcService::tell_of_loss(NodeNumber sender, NodeNumber receiver, Time now) {
  daemon_.tell(sender, SentDataLost{receiver}, now);
  daemon_.tell(receiver, ReceivedDataLost{sender}, now);
}

/// Every buffer of this node may have lost data.
void VmmcService::lose_all_received(Time now) {
  std::set<NodeNumber> senders;
  for (auto& [serial, b] : exports_.all()) {
    if (b.nodes.empty()) continue;
    b.lost = true;
    senders.insert(b.nodes.begin(), b.nodes.end());
  }
  for (const NodeNumber sender : senders) daemon_.tell(sender, SentDataLost{node_.number()}, now);
  quarantine_.ask_again(now);
}

void VmmcService::sent_data_lost(NodeNumber receiver, Time now) {
  for (const auto& p : processes_.processes())
    for (ImportedBuffer& b : p->imports.all())
      if (b.name.node == receiver && b.state == BufferState::ok) close_import(*p, b, BufferState::lost, now);
}

void VmmcService::received_data_lost(NodeNumber sender, Time now) {
  for (auto& [serial, b] : exports_.all())
    if (std::find(b.nodes.begin(), b.nodes.end(), sender) != b.nodes.end()) b.lost = true;
  quarantine_.ask_again(now);
}

}  // namespace shrimp
