// SPDX-License-Identifier: MIT
#include "sim/machine/machine_configuration.h"

#include <fmt/format.h>

#include <algorithm>

namespace shrimp {
namespace {

std::uint32_t width_for(std::uint32_t nodes) {
  std::uint32_t width = 1;
  while (width * width < nodes) ++width;
  return width;
}

}  // namespace

Configuration load_machine(const std::string& name_or_path, const std::vector<std::string>& sets,
                           const std::vector<std::string>& folders, std::uint32_t processes,
                           MachineParameters& parameters) {
  Configuration c = Configuration::load(name_or_path, sets, folders);
  SizeParameters size;
  Configuration(c).bind("machine", size);  // a copy: everything is bound below
  if (processes > size.nodes && !c.given_by_user("machine.nodes")) {
    size.nodes = processes;
    c.prefer("machine.nodes", fmt::format("{}", size.nodes), "one node for each process");
  }
  const std::uint32_t width = width_for(size.nodes);
  if (!c.given_by_user("mesh.width") && !c.given_by_user("mesh.height")) {
    c.prefer("mesh.width", fmt::format("{}", width), "ceil(sqrt(machine.nodes))");
    c.prefer("mesh.height", fmt::format("{}", (size.nodes + width - 1) / width),
             "as many rows as machine.nodes needs");
  }
  c.bind("", parameters);
  parameters.plug_in = load_plug_in(c);
  c.finish();
  return c;
}

}  // namespace shrimp
