// SPDX-License-Identifier: MIT
#include "models/nic/outgoing_page_table.h"

#include "models/common/invariant.h"

namespace shrimp {

void OutgoingPageTable::set_automatic_update(std::uint32_t local_page, const OutgoingMapping& mapping) {
  SHRIMP_INVARIANT(local_page < automatic_.size(),
                   "the kernel set the AU entry of page {}, but the table has {} entries", local_page,
                   automatic_.size());
  automatic_[local_page] = mapping;
}

void OutgoingPageTable::set_deliberate_update(std::uint32_t device_proxy_page,
                                              const OutgoingMapping& mapping) {
  SHRIMP_INVARIANT(device_proxy_page < deliberate_.size(),
                   "the kernel set DU entry {}, but the table has {} entries", device_proxy_page,
                   deliberate_.size());
  deliberate_[device_proxy_page] = mapping;
}

void OutgoingPageTable::set_pairing(std::uint32_t local_page, const OutgoingMapping& mapping) {
  SHRIMP_INVARIANT(local_page < paired_.size(), "the kernel paired page {}, but the table has {} entries",
                   local_page, paired_.size());
  paired_[local_page] = mapping;
}

}  // namespace shrimp
