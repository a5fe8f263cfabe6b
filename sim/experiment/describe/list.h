// SPDX-License-Identifier: MIT
// `shrimp list`: what there is, each with a line.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "sim/experiment/describe/catalogue.h"

namespace shrimp {

/// A name and what it stands for.
using Named = std::vector<std::pair<std::string, std::string>>;

/// The machines of `folders`, with their own descriptions.
Named machines_of(const std::vector<std::string>& folders);
/// The programs NAME.c of `folder`, each with the first sentence of its opening comment.
Named workloads_of(const std::string& folder);
/// The programs of `folder` that are linked with stubs made for them, by the names that they are built under.
Named workloads_with_stubs_of(const std::string& folder);
Named components_of(const Catalogue& catalogue);

}  // namespace shrimp
