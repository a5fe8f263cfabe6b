// SPDX-License-Identifier: MIT
// A board from a shared library outside the tree (models/nic/board_plug_in.h).
#pragma once
#include <memory>

#include "sim/machine/configuration.h"

namespace shrimp {

class BoardParameters;
struct BoardPlugIn;

/// The board that a machine has instead of that of `nic.board`; neither member is set if it has none.
struct PlugIn {
  const BoardPlugIn* board = nullptr;  // lives as long as the simulator
  std::shared_ptr<BoardParameters> parameters;
};

/// Loads the library that `plug_in.file` names, if the configuration says so, and binds the other parameters
/// of that table. A relative name counts from the machine's file, with `--set` from the current folder.
/// Throws ConfigurationError with place and fix: no such file, no shared library, the library lacks
/// `shrimp_board`, needs what this simulator lacks, or was built with headers of another version.
PlugIn load_plug_in(Configuration& configuration);

}  // namespace shrimp
