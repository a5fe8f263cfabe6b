// SPDX-License-Identifier: MIT
// What is known of one parameter once a block's declaration and a machine's file have met.
#pragma once
#include <string>
#include <vector>

#include "sim/machine/quantity.h"

namespace shrimp {

struct ParameterInfo {
  std::string name;  // full, "nic.outgoing_fifo.capacity"
  Dimension dimension = Dimension::text;
  std::string value;   // printed, "32KiB"; text without quotes
  std::string hashed;  // stands for the value in the configuration's hash, if it is not empty
  std::string meaning;
  Wide low = 0;  // closed range of quantities
  Wide high = 0;
  std::vector<std::string> allowed;  // of texts; empty: any
  std::string source;                // tag of REFERENCE.md, or "user"
  std::string reason;
  bool calibrated = false;  // adjusted until a published total came out
  std::string given_at;     // "file:line:column" or the `--set`

  /// What a value must be: "a time (ps, ns, us, ms or s) from 1ns to 1us, such as "40ns"".
  std::string expectation() const;
};

}  // namespace shrimp
