// SPDX-License-Identifier: MIT
// The table of boards: a machine's file chooses one by `nic.board`. A new design adds a line in boards.cpp
// and its name to NicParameters::visit.
#pragma once
#include <memory>

#include "models/nic/network_interface.h"
#include "models/nic/nic_parameters.h"

namespace shrimp {

/// Makes the board that the parameters name.
std::unique_ptr<NetworkInterface> make_network_interface(const NicParameters& parameters, Calendar& calendar,
                                                         PacketPool& pool, NetworkPort& network,
                                                         MeshCoordinates here);

}  // namespace shrimp
