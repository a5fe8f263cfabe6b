// SPDX-License-Identifier: MIT
#include "sim/machine/calibration_page.h"

#include "tests/catch.h"
#include "tests/sim/machine/machine_fixture.h"

using namespace shrimp;

namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the calibration page names each parameter with its source") {
  MachineFolder folder;
  const std::string page = calibration_page(folder.load("test", {"nodes=3"}));
  INFO(page);
  CHECK(contains(page, "# Parameters of test and where they come from"));
  CHECK(contains(page, "| `clock` | 60 | MHz | R-h | source | of the processor | DEC 560ST |"));
  CHECK(contains(page, "| `refill` | 5 | cycles | A | source | of a line |  |"));
  CHECK(contains(page, "| `nic.combining` | true |  | A |"));
  CHECK(contains(page, "| `nodes` | 3 |  | user | source | how many | given on the command line |"));
  CHECK(contains(page, "10 parameters: 1 R-h, 1 R-m, 7 A, 1 user."));
}

TEST_CASE("calibrated parameters stand apart") {
  MachineFolder folder;
  const std::string page = calibration_page(folder.load("test"));
  const std::size_t section = page.find("## Calibrated parameters");
  const std::size_t next = page.find("\n## ", section + 1);
  const std::string calibrated = page.substr(section, next - section);
  CHECK(contains(calibrated, "| `nic.latency` | 40 | ns | A | **calibrated** | of one block | fits |"));
  CHECK_FALSE(contains(calibrated, "`clock`"));
}
