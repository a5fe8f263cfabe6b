// SPDX-License-Identifier: MIT
#pragma once
#include "vmmc_api/shrimp_rpc/generator/description.h"

namespace shrimp::rpcgen {

/// Reads an interface file. The description's words point into `text`. Throws Mistake.
Description parse(const std::string& file, const std::string& text);

}  // namespace shrimp::rpcgen
