// SPDX-License-Identifier: MIT
#include "sim/experiment/describe/describe.h"

#include "sim/machine/errors.h"
#include "tests/catch.h"

using namespace shrimp;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

const Catalogue& shrimp_ii() {
  static const Catalogue catalogue({"shrimp-ii", {"mesh.hop_latency=60ns"}}, {SHRIMP_CONFIGS});
  return catalogue;
}

std::string complaint(const std::string& name) {
  try {
    describe(shrimp_ii(), name);
  } catch (const UsageError& e) {
    return e.what();
  }
  return "(no error)";
}

}  // namespace

TEST_CASE("a component is described with all its parameters and statistics") {
  const std::string text = describe(shrimp_ii(), "nic.outgoing_fifo");
  CHECK_THAT(text, StartsWith("nic.outgoing_fifo: packets waiting for the mesh"));
  CHECK_THAT(text, Contains("\n  capacity  32KiB: bytes of packets that the FIFO holds\n") &&
                       Contains("; 64B to 16MiB\n") &&
                       Contains("source R-m: capacity of the outgoing FIFO\n"));
  CHECK_THAT(text, Contains("in stats.json: node[0].nic.outgoing_fifo.NAME") &&
                       Contains("\n  occupancy_max         [bytes] greatest occupancy\n"));
  const CatalogueComponent* fifo = shrimp_ii().find("nic.outgoing_fifo");
  REQUIRE(fifo);
  for (const ParameterInfo& p : fifo->parameters) CHECK_THAT(text, Contains(p.meaning));
  for (const CatalogueStatistic& s : fifo->statistics) CHECK_THAT(text, Contains(s.text));
}

TEST_CASE("a component names its parts") {
  CHECK_THAT(describe(shrimp_ii(), "nic"), Contains("\nParts") && Contains("\n  nic.packetizer "));
  CHECK_THAT(describe(shrimp_ii(), "nic.packetizer"), !Contains("\nParts"));
}

TEST_CASE("a parameter is described with unit, value in this machine, range, source and reason") {
  CHECK(describe(shrimp_ii(), "mesh.hop_latency") ==
        "mesh.hop_latency: head entering a link until it asks for the next router's output\n"
        "  kind       parameter: a time, in ps, ns, us, ms or s\n"
        "  value      60ns in shrimp-ii\n"
        "  range      1ns to 10us\n"
        "  source     user: given on the command line\n"
        "  to change  --set mesh.hop_latency=VALUE\n");
  CHECK_THAT(describe(shrimp_ii(), "pentium.l2.hit"), Contains("(calibrated)"));
  CHECK_THAT(describe(shrimp_ii(), "nic.initiation"),
             Contains("range      two-references, compare-exchange"));
}

TEST_CASE("a statistic is described by either of its names") {
  const std::string text =
      "os.traps: Traps into the kernel.\n"
      "  kind           statistic\n"
      "  unit           calls\n"
      "  in stats.json  node[0].kernel.traps\n";
  CHECK(describe(shrimp_ii(), "os.traps") == text);
  CHECK(describe(shrimp_ii(), "node[3].kernel.traps") == text);
  CHECK_THAT(describe(shrimp_ii(), "packets"), StartsWith("machine.packets: "));
}

TEST_CASE("what compare and sweep.csv name of a run and its processes is described as statistics are") {
  CHECK_THAT(
      describe(shrimp_ii(), "run.simulated"),
      StartsWith("run.simulated: When the last process ended") &&
          Contains("\n  kind           statistic\n  unit           ps\n  in stats.json  simulated_ps\n"));
  const std::string cycles =
      "process.cycles: Processor clocks that the process was charged.\n"
      "  kind           statistic\n"
      "  unit           cycles\n"
      "  in stats.json  processes[0].cycles\n";
  CHECK(describe(shrimp_ii(), "process[0].cycles") == cycles);
  CHECK(describe(shrimp_ii(), "process[13].cycles") == cycles);
  CHECK_THAT(describe(shrimp_ii(), "process[1]"), Contains("(in stats.csv and compare: process[0].NAME)"));
  CHECK_THAT(describe(shrimp_ii(), "run"), Contains("--set run.NAME=VALUE") && Contains("\n  simulated "));
  CHECK_THAT(complaint("process[0].cicles"), Contains("did you mean process.cycles?"));
}

TEST_CASE("every name of the catalogue can be described") {
  for (const std::string& name : shrimp_ii().names()) CHECK(complaint(name) == "(no error)");
}

TEST_CASE("an unknown name is told with the nearest one") {
  CHECK(complaint("nic.outgoing_fifo.capcity") ==
        "shrimp describe: shrimp-ii has nothing called 'nic.outgoing_fifo.capcity'; did you mean "
        "nic.outgoing_fifo.capacity?");
  CHECK_THAT(complaint("nic.outgoing_fito"), Contains("did you mean nic.outgoing_fifo?"));
  CHECK_THAT(complaint("frobnicator"), Contains("`shrimp list components` names its components"));
  const std::string elsewhere =
      "shrimp describe: shrimp-ii has no nic.compare_exchange; another machine (-c), or this one with "
      "another parameter "
      "(--set), has it";
  CHECK(complaint("nic.compare_exchange") == elsewhere);
  CHECK(complaint("node[0].nic.compare_exchange.starts") == elsewhere);
  CHECK_THAT(complaint("node[1]"), Contains("has nothing called"));
}

TEST_CASE("the reference holds every parameter and statistic") {
  const std::string page = reference_page(shrimp_ii());
  for (const CatalogueComponent& c : shrimp_ii().components()) {
    CHECK_THAT(page, Contains("\n## " + c.name + "\n"));
    for (const ParameterInfo& p : c.parameters) CHECK_THAT(page, Contains("| `" + p.name + "` |"));
    for (const CatalogueStatistic& s : c.statistics) CHECK_THAT(page, Contains("| `" + s.key + "` |"));
  }
}
