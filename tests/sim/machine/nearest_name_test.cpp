// SPDX-License-Identifier: MIT
#include "sim/machine/nearest_name.h"

#include "tests/catch.h"

using namespace shrimp;

using Names = std::vector<std::string>;

TEST_CASE("edit distance counts single mistakes") {
  CHECK(edit_distance("capacity", "capacity") == 0);
  CHECK(edit_distance("capacty", "capacity") == 1);
  CHECK(edit_distance("cpaacity", "capacity") == 1);
  CHECK(edit_distance("", "abc") == 3);
}

TEST_CASE("the nearest names of a mistyped one") {
  const Names names{"nic.outgoing_fifo.capacity", "nic.incoming_fifo.capacity", "pentium.clock",
                    "xpress.clock", "mesh.hop_latency"};
  CHECK(nearest_names("nic.outgoing_fifo.capacty", names) == Names{"nic.outgoing_fifo.capacity"});
  CHECK(nearest_names("nic.outgoing_fifo.threshhold", names).empty());
  CHECK(nearest_names("penitum.clock", names) == Names{"pentium.clock"});
  CHECK(nearest_names("router.hop_latency", names) == Names{"mesh.hop_latency"});
  CHECK(nearest_names("outgoing_fifo.capacity", names)[0] == "nic.outgoing_fifo.capacity");
  CHECK(nearest_names("something.else", names).empty());
}

TEST_CASE("suggestions read as a sentence") {
  CHECK(did_you_mean("shrimp-3", {"shrimp-1", "shrimp-2"}) == "did you mean shrimp-1 or shrimp-2?");
  CHECK(did_you_mean("vax", {"shrimp-1"}).empty());
}
