// SPDX-License-Identifier: MIT
#pragma once
#include <string>

namespace shrimp {

/// What `shrimp --version` prints, without the last newline: version, commit, libraries.
std::string version_text();
/// The version alone, "0.1.0".
std::string version_number();

}  // namespace shrimp
