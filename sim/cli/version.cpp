// SPDX-License-Identifier: MIT
#include "sim/cli/version.h"

#include <fmt/format.h>

#include <systemc>

namespace shrimp {

std::string version_text() {
  return fmt::format("shrimp {} ({})", SHRIMP_VERSION, sc_core::sc_version());
}

}  // namespace shrimp
