// SPDX-License-Identifier: MIT
#include "sim/experiment/reproduce/measurements.h"

namespace shrimp {

double latency(Laboratory& lab, const std::string& way, int bytes, const std::string& policy) {
  // Enough rounds for the phases of the two nodes' clocks to pass each other.
  std::vector<std::string> arguments{way, std::to_string(bytes), bytes <= 1024 ? "1000" : "100"};
  if (!policy.empty()) arguments.push_back(policy);
  return lab.mean("pingpong", arguments, "one_way_us");
}

double word_latency(Laboratory& lab, const std::string& way) {
  return latency(lab, way, 4, way == "au" ? "write-through" : "");
}

double du_maximum(Laboratory& lab) {
  return lab.mean("bandwidth", {"du", "262144", "16", "stream"}, "mb_per_s");
}

}  // namespace shrimp
