// SPDX-License-Identifier: MIT
#include "sim/experiment/describe/catalogue.h"

#include <algorithm>

#include "models/nic/board_plug_in.h"
#include "sim/machine/machine.h"
#include "sim/machine/machine_configuration.h"
#include "sim/observe/run_values.h"
#include "sim/observe/statistics_collector.h"

namespace shrimp {

namespace {

const CatalogueComponent known[] = {
#define COMPONENT(name, meaning) {name, meaning, {}, {}},
#include "sim/machine/components.def"
#undef COMPONENT
};

/// A machine that is built and not run has no processes, and so asks for nothing.
class NoProcesses final : public KernelClient {
  void output(const SimulatedProcess&, int, const char*, std::size_t) override {}
  void ended(const SimulatedProcess&, Time) override {}
  bool find_program(const std::string&, ProcessStart&) override { return false; }
  void spawned(SimulatedProcess&) override {}
};

StatisticsCollector::Statistics statistics_of(const MachineParameters& parameters) {
  NoProcesses nobody;
  const Machine machine(parameters, {}, nobody);
  StatisticsCollector collector;
  machine.report(collector);
  return collector.all();
}

bool begins_with(const std::string& text, const std::string& with) {
  return text.compare(0, with.size(), with) == 0;
}

std::string last_part(const std::string& name) {
  return name.substr(name.rfind('.') + 1);
}

CatalogueStatistic catalogued(const RunValue& v) {
  const bool of_process = v.component == "process";
  return {v.name, v.component + (of_process ? "[0]." : ".") + v.name, v.unit, v.text,
          (of_process ? "processes[0]." : "") + v.in_json};
}

}  // namespace

std::vector<std::string> known_components() {
  std::vector<std::string> names;
  for (const CatalogueComponent& c : known) names.push_back(c.name);
  return names;
}

std::string canonical(const std::string& name) {
  std::string path = name;
  const std::size_t node_end = path.find("].");
  if (begins_with(path, "node[") && node_end != std::string::npos) path.erase(0, node_end + 2);
  if (begins_with(path, "process[") && path.find(']') != std::string::npos)
    path.erase(path.find('['), path.find(']') - path.find('[') + 1);
  if (path == "kernel" || begins_with(path, "kernel.")) path.replace(0, 6, "os");
  return path;
}

std::string component_of(const std::string& name) {
  const std::string path = canonical(name);
  const std::size_t dot = path.rfind('.');
  return dot == std::string::npos ? "machine" : path.substr(0, dot);
}

Catalogue::Catalogue(const MachineChoice& choice, const std::vector<std::string>& folders)
    : machine_(choice.machine), components_(std::begin(known), std::end(known)) {
  MachineParameters parameters;
  const Configuration c = load_machine(choice.machine, choice.sets, folders, 1, parameters);
  if (parameters.plug_in.board) component("plug_in").meaning = parameters.plug_in.board->description;
  for (const ParameterInfo& p : c.described()) component(component_of(p.name)).parameters.push_back(p);
  for (const auto& [key, statistic] : statistics_of(parameters)) {
    if (begins_with(key, "node[") && !begins_with(key, "node[0]")) continue;
    component(component_of(key))
        .statistics.push_back({last_part(key), key, statistic.unit, statistic.text, key});
  }
  for (const RunValue& v : run_values()) component(v.component).statistics.push_back(catalogued(v));
  drop_empty();
}

CatalogueComponent& Catalogue::component(const std::string& name) {
  for (CatalogueComponent& c : components_)
    if (c.name == name) return c;
  components_.push_back({name, "", {}, {}});
  return components_.back();
}

/// Leaves out what this machine has nothing of.
void Catalogue::drop_empty() {
  const auto has_nothing = [](const CatalogueComponent& c) {
    return c.parameters.empty() && c.statistics.empty();
  };
  components_.erase(std::remove_if(components_.begin(), components_.end(), has_nothing), components_.end());
}

const CatalogueComponent* Catalogue::find(const std::string& name) const {
  for (const CatalogueComponent& c : components_)
    if (c.name == name) return &c;
  return nullptr;
}

std::vector<std::string> Catalogue::lacking() const {
  std::vector<std::string> names = known_components();
  names.erase(
      std::remove_if(names.begin(), names.end(), [this](const std::string& n) { return find(n) != nullptr; }),
      names.end());
  return names;
}

std::vector<std::string> Catalogue::names() const {
  std::vector<std::string> names;
  for (const CatalogueComponent& c : components_) {
    names.push_back(c.name);
    for (const ParameterInfo& p : c.parameters) names.push_back(p.name);
    for (const CatalogueStatistic& s : c.statistics) names.push_back(c.name + "." + s.name);
  }
  return names;
}

}  // namespace shrimp
