// SPDX-License-Identifier: MIT
// The read-only table of a daemon: the nodes whose processes may import here at all, whatever an export
// permits. In the manner of hosts.equiv of the rlogin of the time [A].
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "models/common/address.h"

namespace shrimp {

class TrustedNodes {
 public:
  /// "all", "none", or numbers and ranges: "0-3,7". None if it is something else.
  static std::optional<TrustedNodes> parse(const std::string& text);

  bool trusts(NodeNumber node) const {
    for (const Range& r : ranges_)
      if (node >= r.first && node <= r.last) return true;
    return false;
  }

 private:
  struct Range {
    NodeNumber first;
    NodeNumber last;
  };
  std::vector<Range> ranges_;
};

}  // namespace shrimp
