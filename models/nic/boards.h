// SPDX-License-Identifier: MIT
// The table of boards: a machine's file chooses one by `nic.board`. A new design adds a line in boards.cpp
// and its name to NicParameters::visit, or is a plug-in (board_plug_in.h).
#pragma once
#include <memory>

#include "models/nic/board.h"

namespace shrimp {

/// Makes the board that the parameters name.
std::unique_ptr<NetworkInterface> make_network_interface(const NicParameters& parameters,
                                                         const BoardSite& site);

}  // namespace shrimp
