// SPDX-License-Identifier: MIT
// Hands out the entries of the board's outgoing page table for deliberate update, one for each device-proxy
// page.
#pragma once
#include <optional>
#include <vector>

#include "models/nic/network_interface.h"

namespace shrimp {

class DeviceProxies {
 public:
  explicit DeviceProxies(NetworkInterface& nic) : nic_(nic) {}

  std::uint32_t available() const {
    return nic_.device_proxy_pages() - next_ + static_cast<std::uint32_t>(returned_.size());
  }
  /// A free entry, which names `mapping` from now on; none if all are taken.
  std::optional<std::uint32_t> take(const OutgoingMapping& mapping) {
    if (available() == 0) return std::nullopt;
    std::uint32_t page = next_;
    if (returned_.empty()) {
      ++next_;
    } else {
      page = returned_.back();
      returned_.pop_back();
    }
    nic_.set_deliberate_update(page, mapping);
    return page;
  }
  /// No transfer starts through this entry any more; it stays taken.
  void disable(std::uint32_t page) { nic_.set_deliberate_update(page, {}); }
  /// No page table maps it any more. A STORE to it that no LOAD has followed is forgotten, as at a context
  /// switch, so that it cannot meet the entry's next owner.
  void give_back(std::uint32_t page) {
    disable(page);
    nic_.invalidate_initiation();
    returned_.push_back(page);
  }

 private:
  NetworkInterface& nic_;
  std::uint32_t next_ = 0;
  std::vector<std::uint32_t> returned_;
};

}  // namespace shrimp
