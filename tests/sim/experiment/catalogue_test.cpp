// SPDX-License-Identifier: MIT
// What `list` and `describe` know is all that there is.
#include "sim/experiment/describe/catalogue.h"

#include <set>

#include "sim/machine/machine_configuration.h"
#include "tests/catch.h"

using namespace shrimp;

namespace {

const std::vector<std::string> folders = {SHRIMP_CONFIGS};

std::set<std::string> component_names(const Catalogue& catalogue) {
  std::set<std::string> names;
  for (const CatalogueComponent& c : catalogue.components()) names.insert(c.name);
  return names;
}

}  // namespace

TEST_CASE("the catalogue holds every parameter of the machine once") {
  MachineParameters parameters;
  const Configuration c = load_machine("shrimp-ii", {}, folders, 1, parameters);
  const Catalogue catalogue({"shrimp-ii", {}}, folders);
  std::size_t held = 0;
  for (const CatalogueComponent& component : catalogue.components()) held += component.parameters.size();
  CHECK(held == c.described().size());
  for (const ParameterInfo& p : c.described()) {
    INFO(p.name);
    const CatalogueComponent* component = catalogue.find(p.name.substr(0, p.name.rfind('.')));
    REQUIRE(component);
    std::size_t times = 0;
    for (const ParameterInfo& of_it : component->parameters) times += of_it.name == p.name;
    CHECK(times == 1);
  }
}

TEST_CASE("the statistics of node 0 stand for those of every node, the kernel's are those of [os]") {
  const Catalogue catalogue({"shrimp-ii", {"machine.nodes=4"}}, folders);
  for (const CatalogueComponent& c : catalogue.components())
    for (const CatalogueStatistic& s : c.statistics) {
      INFO(s.key);
      CHECK((s.key.find("node[") == std::string::npos || s.key.find("node[0].") == 0));
      CHECK_FALSE(s.unit.empty());
      CHECK_FALSE(s.text.empty());
      CHECK(component_of(s.key) == c.name);
    }
  const CatalogueComponent* os = catalogue.find("os");
  REQUIRE(os);
  CHECK_FALSE(os->parameters.empty());
  REQUIRE_FALSE(os->statistics.empty());
  CHECK(os->statistics.front().key.find("node[0].kernel.") == 0);
}

TEST_CASE("each component of the shipped machines has its line, and each line a component") {
  const Catalogue one({"shrimp-i", {}}, folders);
  const Catalogue two({"shrimp-ii", {"nic.initiation=compare-exchange"}}, folders);
  std::set<std::string> names = component_names(one);
  for (const Catalogue* catalogue : {&one, &two})
    for (const CatalogueComponent& c : catalogue->components()) {
      INFO(c.name);
      CHECK_FALSE(c.meaning.empty());
      names.insert(c.name);
    }
  const std::set<std::string> declared = {
#define COMPONENT(name, meaning) name,
#include "sim/machine/components.def"
#undef COMPONENT
  };
  CHECK(names == declared);
  CHECK(one.lacking() == std::vector<std::string>{"nic.snoop_logic", "nic.compare_exchange"});
  CHECK(two.lacking().empty());
  CHECK(one.find("nic.snoop_logic") == nullptr);  // the board that does not snoop
}

TEST_CASE("names of nodes and of the kernel are the component's") {
  CHECK(canonical("node[12].nic.arbiter") == "nic.arbiter");
  CHECK(canonical("node[0].kernel.daemon") == "os.daemon");
  CHECK(canonical("kernel") == "os");
  CHECK(canonical("kernels") == "kernels");
  CHECK(canonical("node[0") == "node[0");
  CHECK(component_of("packets") == "machine");
  CHECK(component_of("nic.outgoing_fifo.capacity") == "nic.outgoing_fifo");
}
