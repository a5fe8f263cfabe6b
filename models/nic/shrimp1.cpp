// SPDX-License-Identifier: MIT
#include "models/nic/shrimp1.h"

#include "models/common/invariant.h"

namespace shrimp {

void Shrimp1::set_automatic_update(std::uint32_t local_page, const OutgoingMapping& mapping) {
  SHRIMP_INVARIANT(!mapping.enabled,
                   "the kernel mapped page {} for automatic update, but this board does not snoop",
                   local_page);
}

}  // namespace shrimp
