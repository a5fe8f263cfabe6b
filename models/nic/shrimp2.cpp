// SPDX-License-Identifier: MIT
#include "models/nic/shrimp2.h"

namespace shrimp {

Shrimp2::Shrimp2(sc_core::sc_module_name name, const NicParameters& parameters, const BoardSite& site)
    : Board(name, parameters, site),
      snoop_logic_(parameters.snoop_logic, calendar_, outgoing_page_table_, packetizer_) {
  snoop_logic_.set_reach(least_packet_to_network());
}

Time Shrimp2::least_snoop_to_network() const {
  return snoop_logic_.latency() + outgoing_page_table_.latency() + least_packet_to_network();
}

void Shrimp2::set_core_reaches(const CoreReach& reach) {
  Board::set_core_reaches(reach);
  snoop_logic_.set_core_reach(reach.interrupt);
  least_snoop_to_core_ = reach.interrupt;
}

void Shrimp2::set_automatic_update(std::uint32_t local_page, const OutgoingMapping& mapping) {
  outgoing_page_table_.set_automatic_update(local_page, mapping);
}

void Shrimp2::flush_combining(std::uint32_t local_page) {
  snoop_logic_.flush(local_page, calendar_.now());
}

void Shrimp2::report(StatisticsSink& sink) const {
  sink.part("snoop_logic", snoop_logic_);
  Board::report(sink);
}

}  // namespace shrimp
