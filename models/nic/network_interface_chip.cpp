// SPDX-License-Identifier: MIT
#include "models/nic/network_interface_chip.h"

#include "models/common/invariant.h"

namespace shrimp {

NetworkInterfaceChip::NetworkInterfaceChip(const NetworkInterfaceChipParameters& parameters,
                                           Calendar& calendar, NetworkPort& port, IncomingFifo& incoming)
    : parameters_(parameters),
      port_(port),
      fifo_(incoming),
      injected_(calendar, this, &NetworkInterfaceChip::on_injected),
      arrived_event_(calendar, this, &NetworkInterfaceChip::on_arrived) {
  SHRIMP_INVARIANT(
      parameters.outgoing_latency >= port.least_delay(),
      "nic.network_interface_chip.outgoing_latency ({} ps) must be at least the mesh's port latency "
      "({} ps)",
      parameters.outgoing_latency.ps, port.least_delay().ps);
  port_.attach(this);
  offer_room(Time{});
}

void NetworkInterfaceChip::send(Packet* packet, Time now) {
  sending_ = true;
  packet->pass(Milestone::at_chip, now);
  ++packets_sent_;
  port_.inject(packet, now + parameters_.outgoing_latency);
}

void NetworkInterfaceChip::on_injected(Time now) {
  sending_ = false;
  sent(now);
}

void NetworkInterfaceChip::packet_arrives(Packet* packet, Time t) {
  offered_ = false;
  incoming_ = packet;
  packet->pass(Milestone::arrived, t);
  arrived_event_.wake_at(t + parameters_.incoming_latency);
}

void NetworkInterfaceChip::on_arrived(Time now) {
  arrived_ = true;
  incoming_->pass(Milestone::received, now);
  ++packets_received_;
  packet_received(now);
}

void NetworkInterfaceChip::hand_over(Time now) {
  fifo_.push(incoming_, now);
  incoming_ = nullptr;
  arrived_ = false;
  offer_room(now);
}

void NetworkInterfaceChip::offer_room(Time now) {
  if (offered_ || incoming_ || !fifo_.reserve(now)) return;
  offered_ = true;
  port_.receive_ready(now + port_.least_delay());
}

void NetworkInterfaceChip::report(StatisticsSink& sink) const {
  sink.count("packets_sent", packets_sent_, "packets", "packets injected into the mesh");
  sink.count("packets_received", packets_received_, "packets", "packets that came out of the mesh");
}

}  // namespace shrimp
