// SPDX-License-Identifier: MIT
#include "models/nic/boards.h"

#include "models/common/invariant.h"
#include "models/nic/shrimp1.h"
#include "models/nic/shrimp2.h"

namespace shrimp {
namespace {

struct BoardKind {
  const char* name;
  std::unique_ptr<NetworkInterface> (*make)(const NicParameters& parameters, const BoardSite& site);
};

template <class Kind>
std::unique_ptr<NetworkInterface> make(const NicParameters& parameters, const BoardSite& site) {
  return std::make_unique<Kind>(sc_core::sc_module_name(sc_core::sc_gen_unique_name("nic")), parameters,
                                site);
}

constexpr BoardKind boards[] = {
    {"shrimp-i", make<Shrimp1>},
    {"shrimp-ii", make<Shrimp2>},
};

}  // namespace

std::unique_ptr<NetworkInterface> make_network_interface(const NicParameters& parameters,
                                                         const BoardSite& site) {
  for (const BoardKind& kind : boards)
    if (parameters.board == kind.name) return kind.make(parameters, site);
  SHRIMP_INVARIANT(false,
                   "nic.board is '{}', a name that the parameters let pass but the table of boards lacks",
                   parameters.board);
  return nullptr;
}

}  // namespace shrimp
