// SPDX-License-Identifier: MIT
// Outgoing page table (OPT; ISCA'94, section 4): where the writes to a page, or the sends through it, go.
//
// AU part, of boards that snoop: one entry per physical page of local memory. DU part: one per device-proxy
// page. Pairing part, for compare-and-exchange: one per physical page of local memory, the page of the
// destination that it sends to. The time of a lookup is counted by the block that asks.
#pragma once
#include <vector>

#include "models/common/parameters.h"
#include "models/nic/network_interface.h"

namespace shrimp {

struct OutgoingPageTableParameters {
  std::uint32_t automatic_entries = 0;
  std::uint32_t deliberate_entries = 0;
  std::uint32_t paired_entries = 0;
  Time latency;
  bool snooping = true;  // the board has an AU part; set by NicParameters

  template <class Visitor>
  void visit(Visitor&& v) {
    if (snooping)
      v("automatic_entries", automatic_entries,
        "pages of local memory that can be bound for automatic update",
        range(1U, memory_proxy_base / page_bytes));
    v("deliberate_entries", deliberate_entries, "device-proxy pages that deliberate update can name",
      range(1U, (device_proxy_end - device_proxy_base) / page_bytes));
    v("paired_entries", paired_entries,
      "pages of local memory that deliberate update can send from, each with its pairing",
      range(1U, memory_proxy_base / page_bytes));
    v("latency", latency, "one lookup", range(Time{}, Time::from_us(10)));
  }
};

class OutgoingPageTable {
 public:
  explicit OutgoingPageTable(const OutgoingPageTableParameters& parameters)
      : parameters_(parameters),
        automatic_(parameters.automatic_entries),
        deliberate_(parameters.deliberate_entries),
        paired_(parameters.paired_entries) {}

  Time latency() const { return parameters_.latency; }

  std::uint32_t local_pages() const { return parameters_.paired_entries; }
  std::uint32_t device_proxy_pages() const { return parameters_.deliberate_entries; }
  /// The AU entry of a physical page; disabled if there is no such page.
  const OutgoingMapping& automatic_update(std::uint32_t local_page) const {
    return local_page < automatic_.size() ? automatic_[local_page] : none_;
  }
  /// The DU entry of a device-proxy page; disabled if there is no such entry.
  const OutgoingMapping& deliberate_update(std::uint32_t device_proxy_page) const {
    return device_proxy_page < deliberate_.size() ? deliberate_[device_proxy_page] : none_;
  }
  /// The page that goes with a physical page; disabled if none does.
  const OutgoingMapping& pairing(std::uint32_t local_page) const {
    return local_page < paired_.size() ? paired_[local_page] : none_;
  }
  void set_automatic_update(std::uint32_t local_page, const OutgoingMapping& mapping);
  void set_deliberate_update(std::uint32_t device_proxy_page, const OutgoingMapping& mapping);
  void set_pairing(std::uint32_t local_page, const OutgoingMapping& mapping);

 private:
  OutgoingPageTableParameters parameters_;
  OutgoingMapping none_;
  std::vector<OutgoingMapping> automatic_;
  std::vector<OutgoingMapping> deliberate_;
  std::vector<OutgoingMapping> paired_;
};

}  // namespace shrimp
