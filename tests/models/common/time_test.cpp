// SPDX-License-Identifier: MIT
#include "models/common/time.h"

#include "models/common/units.h"
#include "tests/catch.h"

using namespace shrimp;

TEST_CASE("a 60 MHz clock does not drift") {
  const Clock clock(Frequency{60'000'000}, Time{});
  CHECK(clock.edge(1).ps == 16'666);
  CHECK(clock.edge(2).ps == 33'333);
  CHECK(clock.edge(3).ps == 50'000);
  CHECK(clock.edge(60'000'000).ps == 1'000'000'000'000);
}

TEST_CASE("the edge at or after a time is found exactly at T and one later at T+1") {
  const Clock clock(Frequency{60'000'000}, Time{5'000});
  for (std::int64_t n : {1, 2, 3, 1000, 123'456'789}) {
    CHECK(clock.edge_at_or_after(clock.edge(n)) == n);
    CHECK(clock.edge_at_or_after(clock.edge(n) - Time{1}) == n);
    CHECK(clock.edge_at_or_after(clock.edge(n) + Time{1}) == n + 1);
  }
}

TEST_CASE("a bandwidth rounds a transfer up to a picosecond") {
  CHECK(Bandwidth{200'000'000}.time_for(24).ps == 120'000);
  CHECK(Bandwidth{3}.time_for(1).ps == 333'333'333'334);
}
