// SPDX-License-Identifier: MIT
#include "sim/os/trusted_nodes.h"

#include "tests/catch.h"

using namespace shrimp;

namespace {

std::vector<NodeNumber> trusted(const std::string& text) {
  const auto table = TrustedNodes::parse(text);
  REQUIRE(table);
  std::vector<NodeNumber> nodes;
  for (NodeNumber n = 0; n < 10; ++n)
    if (table->trusts(n)) nodes.push_back(n);
  return nodes;
}

}  // namespace

TEST_CASE("a daemon trusts all nodes, none, or those of a list") {
  CHECK(trusted("all").size() == 10);
  CHECK(trusted("none").empty());
  CHECK(trusted("4") == std::vector<NodeNumber>{4});
  CHECK(trusted("0-2,7") == std::vector<NodeNumber>{0, 1, 2, 7});
  CHECK(trusted("5-5,3") == std::vector<NodeNumber>{3, 5});
}

TEST_CASE("what is no list of nodes is none") {
  for (const char* text : {"", "everybody", "1,", ",1", "1-", "-1", "3-2", "1 2", "1;2", "99999999999"}) {
    INFO(text);
    CHECK_FALSE(TrustedNodes::parse(text));
  }
}
