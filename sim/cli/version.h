// SPDX-License-Identifier: MIT
#pragma once
#include <string>

namespace shrimp {

/// What `shrimp --version` prints, without the last newline.
std::string version_text();

}  // namespace shrimp
