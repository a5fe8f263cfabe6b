// SPDX-License-Identifier: MIT
// From a machine's name to its parameters: the configuration, grown to the processes that are to run on it.
#pragma once
#include <string>
#include <vector>

#include "sim/machine/configuration.h"
#include "sim/machine/machine_parameters.h"

namespace shrimp {

/// Loads `name_or_path` with `sets` and binds all of `parameters`. Unless the user gave machine.nodes, the
/// machine has at least `processes` nodes; unless he gave mesh.width or mesh.height, the mesh is ceil(sqrt N)
/// wide and as high as needed. Throws ConfigurationError.
Configuration load_machine(const std::string& name_or_path, const std::vector<std::string>& sets,
                           const std::vector<std::string>& folders, std::uint32_t processes,
                           MachineParameters& parameters);

}  // namespace shrimp
