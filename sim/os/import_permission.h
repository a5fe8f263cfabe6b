// SPDX-License-Identifier: MIT
// Who may import a receive buffer; kept with the export, checked by the exporter's daemon (IPPS'96, section
// 3).
#pragma once
#include <algorithm>
#include <vector>

#include "sim/os/buffer_name.h"

namespace shrimp {

class ImportPermission {
 public:
  /// A place in an entry that stands for all.
  static constexpr NodeNumber any_node = ~NodeNumber{0};
  static constexpr std::int32_t any_process = 0;

  /// Everybody.
  ImportPermission() = default;
  /// Those of the list; if it is empty, nobody.
  explicit ImportPermission(std::vector<ProcessName> admitted)
      : everybody_(false), admitted_(std::move(admitted)) {}

  bool admits(const ProcessName& importer) const {
    return everybody_ || std::any_of(admitted_.begin(), admitted_.end(), [&](const ProcessName& entry) {
             return (entry.node == any_node || entry.node == importer.node) &&
                    (entry.pid == any_process || entry.pid == importer.pid);
           });
  }

 private:
  bool everybody_ = true;
  std::vector<ProcessName> admitted_;
};

}  // namespace shrimp
