// SPDX-License-Identifier: MIT
#include "sim/report/diagram.h"

#include <pugixml.hpp>
#include <set>

#include "sim/machine/machine_configuration.h"
#include "sim/report/configuration_section.h"
#include "tests/catch.h"

using namespace shrimp;

namespace {

struct Drawn {
  explicit Drawn(const std::string& machine, const std::vector<std::string>& sets = {})
      : configuration(load_machine(machine, sets, {SHRIMP_CONFIGS}, 2, parameters)) {
    REQUIRE(document.load_string(diagram_figure(configuration).c_str()));
  }
  /// The texts of one of the two drawings.
  std::multiset<std::string> texts(const std::string& drawing) const {
    std::multiset<std::string> all;
    for (const pugi::xpath_node& t : document.select_nodes(("//svg[@class='" + drawing + "']/text").c_str()))
      all.insert(t.node().text().get());
    return all;
  }

  MachineParameters parameters;
  Configuration configuration;
  pugi::xml_document document;
};

}  // namespace

TEST_CASE("the diagram has every block of the machine with its values") {
  const Drawn d("shrimp-ii", {"nic.outgoing_fifo.capacity=48KiB", "nic.packet_check.latency=987ns"});
  for (const char* drawing : {"wide", "narrow"}) {
    INFO(drawing);
    const auto texts = d.texts(drawing);
    for (const char* block :
         {"Pentium", "Write buffers", "L2 cache", "Xpress memory bus", "Main memory", "Bridge",
          "EISA expansion bus", "Snoop logic", "Deliberate update engine", "Outgoing page table",
          "Packetizer", "Outgoing FIFO", "Arbiter", "Network interface chip", "Incoming FIFO", "Packet check",
          "Incoming page table", "Incoming DMA engine", "Mesh"})
      CHECK(texts.count(block) == 1);
    CHECK(texts.count("48KiB") == 1);
    CHECK(texts.count("987ns") == 1);
  }
}

TEST_CASE("the diagram of a board that does not snoop has no snoop logic") {
  const Drawn d("shrimp-i");
  for (const char* drawing : {"wide", "narrow"}) {
    CHECK(d.texts(drawing).count("Snoop logic") == 0);
    CHECK(d.texts(drawing).count("Deliberate update engine") == 1);
  }
}

TEST_CASE("the table of the configuration has every parameter with its source") {
  const Drawn d("shrimp-ii", {"mesh.hop_latency=33ns"});
  pugi::xml_document p;
  REQUIRE(p.load_string(("<x>" + configuration_section(d.configuration).html + "</x>").c_str()));
  CHECK(p.select_nodes("/x/div//tbody/tr").size() == d.configuration.described().size());
  const pugi::xml_node row = p.select_node("//tr[th='mesh.hop_latency']").node();
  std::vector<std::string> cells;
  for (const pugi::xml_node cell : row.children("td")) cells.emplace_back(cell.text().get());
  REQUIRE(cells.size() == 6);
  CHECK(cells[0] == "33");
  CHECK(cells[1] == "ns");
  CHECK(cells[2] == "user");
}
