// SPDX-License-Identifier: MIT
// All that has a name in a machine: its components, with their parameters and statistics.
//
// Parameters are what the configuration has bound; statistics are what the machine, built and not run,
// reports, and what is told of a run and its processes (sim/observe/run_values.h). So each stands in one
// place of the sources: a `visit`, a file under configs/, a `report`.
#pragma once
#include <string>
#include <vector>

#include "sim/experiment/commands.h"
#include "sim/machine/parameter_info.h"

namespace shrimp {

struct CatalogueStatistic {
  std::string name;  // within the component, "occupancy_max"
  std::string
      key;  // "node[0].nic.outgoing_fifo.occupancy_max"; node[0] stands for every node, [0] for every rank
  std::string unit;
  std::string text;
  std::string in_json;  // where stats.json has it: its key, or "simulated_ps" of run.simulated
};

struct CatalogueComponent {
  std::string name;     // "nic.outgoing_fifo"
  std::string meaning;  // of components.def; empty for a component that is not in it
  std::vector<ParameterInfo> parameters;
  std::vector<CatalogueStatistic> statistics;
};

class Catalogue {
 public:
  /// Loads and builds the machine. Throws ConfigurationError.
  Catalogue(const MachineChoice& choice, const std::vector<std::string>& folders);

  /// As the user gave it: "shrimp-ii", or a path.
  const std::string& machine() const { return machine_; }
  /// In the order of components.def.
  const std::vector<CatalogueComponent>& components() const { return components_; }
  /// Null if there is none.
  const CatalogueComponent* find(const std::string& name) const;
  /// Components of components.def that this machine lacks: a board's, or those of another way to start a
  /// send.
  std::vector<std::string> lacking() const;
  /// Every name that can be described: of components, of parameters, of statistics.
  std::vector<std::string> names() const;

 private:
  CatalogueComponent& component(const std::string& name);
  void drop_empty();

  std::string machine_;
  std::vector<CatalogueComponent> components_;
};

/// The components of all machines, as components.def has them.
std::vector<std::string> known_components();

/// A name without its node or rank, "nic.arbiter" of "node[1].nic.arbiter". What stats.json calls the kernel
/// is "os", as among the parameters.
std::string canonical(const std::string& name);

/// The component that a parameter or statistic is of: "nic.outgoing_fifo" of "nic.outgoing_fifo.capacity".
/// What stands alone is of "machine".
std::string component_of(const std::string& name);

}  // namespace shrimp
