// SPDX-License-Identifier: MIT
// The clocks of two PCs are not synchronous, so a latency depends on their phases, which the seed of a run
// chooses. A latency that is told is a mean over several.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace shrimp {

constexpr std::uint64_t phases = 4;  // seeds over which a latency is averaged, from 1

/// Throws UsageError if one of `sets`, each NAME=VALUE, gives the seed of what is measured with several.
void refuse_seed(const std::string& command, const std::vector<std::string>& sets);

}  // namespace shrimp
