// SPDX-License-Identifier: MIT
// Measurements that more than one number is made of.
#pragma once
#include <string>

#include "sim/experiment/reproduce/laboratory.h"

namespace shrimp {

/// Half a ping-pong of the raw hardware, in us; `way`: au or du.
double latency(Laboratory& lab, const std::string& way, int bytes, const std::string& policy = "");
/// Of one word, write-through if by automatic update: the latency that is published.
double word_latency(Laboratory& lab, const std::string& way);
/// Large transfers by deliberate update, in MB/s.
double du_maximum(Laboratory& lab);

}  // namespace shrimp
