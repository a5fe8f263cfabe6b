// SPDX-License-Identifier: MIT
// Every machine under configs/ is complete, keeps its rules, and says of each value where it comes from.
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "sim/machine/errors.h"
#include "sim/machine/machine_configuration.h"
#include "tests/catch.h"

using namespace shrimp;

namespace {

namespace fs = std::filesystem;

std::vector<std::string> shipped_machines() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(SHRIMP_CONFIGS))
    if (entry.path().extension() == ".toml") names.push_back(entry.path().stem().string());
  return names;
}

Configuration load(const std::string& name, MachineParameters& parameters, std::uint32_t processes = 1,
                   const std::vector<std::string>& sets = {}) {
  return load_machine(name, sets, {SHRIMP_CONFIGS}, processes, parameters);
}

}  // namespace

TEST_CASE("every shipped machine is complete and gives a reason for each value") {
  for (const std::string& name : shipped_machines()) {
    INFO(name);
    MachineParameters parameters;
    const Configuration c = load(name, parameters);
    CHECK_FALSE(c.description().empty());
    for (const ParameterInfo& p : c.described()) {
      INFO(p.name);
      CHECK(p.source != "user");
      CHECK_FALSE(p.reason.empty());
    }
  }
}

TEST_CASE("the complete configuration of a shipped machine feeds back identically") {
  const std::string file =
      (fs::temp_directory_path() / ("machine-" + std::to_string(::getpid()) + ".toml")).string();
  for (const std::string& name : shipped_machines()) {
    INFO(name);
    MachineParameters parameters, again;
    const Configuration first = load(name, parameters, 5);
    std::ofstream(file) << first.complete_toml();
    const Configuration second = load(file, again, 5);
    CHECK(second.complete_toml() == first.complete_toml());
    CHECK(second.hash() == first.hash());
  }
  fs::remove(file);
}

TEST_CASE("a machine grows to its processes, in rows of ceil(sqrt N)") {
  MachineParameters p;
  load("shrimp-ii", p, 1);
  const std::uint32_t least = p.machine.nodes;
  load("shrimp-ii", p, 16);
  CHECK(p.machine.nodes == 16);
  CHECK(p.mesh.width == 4);
  CHECK(p.mesh.height == 4);
  load("shrimp-ii", p, 5);
  CHECK(p.machine.nodes == 5);
  CHECK(p.mesh.width == 3);
  CHECK(p.mesh.height == 2);
  CHECK(least >= 2);
}

TEST_CASE("a machine does not grow past what the user says") {
  MachineParameters p;
  load("shrimp-ii", p, 16, {"machine.nodes=4"});
  CHECK(p.machine.nodes == 4);
  CHECK(p.mesh.width == 2);
  load("shrimp-ii", p, 4, {"mesh.width=4", "mesh.height=1"});
  CHECK(p.mesh.width == 4);
  CHECK(p.mesh.height == 1);
  CHECK_THROWS_AS(load("shrimp-ii", p, 4, {"mesh.width=1", "mesh.height=1"}), ConfigurationError);
}
