// SPDX-License-Identifier: MIT
// The block diagram of a machine: one node from the processor to the mesh, with the parameters of each block.
//
// The blocks and the ways between them are those of SHRIMP-II (IPPS'96, figure of the network interface); one
// that a machine lacks is left out, and one that is not known here stands with the board's others.
#pragma once
#include <string>

#include "sim/machine/configuration.h"

namespace shrimp {

/// A <figure>, drawn for a wide page and, as one column along the way of a message, for a narrow one.
std::string diagram_figure(const Configuration& configuration);

}  // namespace shrimp
