// SPDX-License-Identifier: MIT
#include "models/common/statistics.h"

#include "models/common/spell.h"
#include "tests/catch.h"

using namespace shrimp;

TEST_CASE("an occupancy knows its greatest level and its mean, and what it was in a part of the time") {
  Occupancy o;
  o.change(Time{10}, 8);
  o.change(Time{20}, -6);
  CHECK(o.level() == 2);
  CHECK(o.max().value() == 8);
  CHECK(o.mean_thousandths(Time{40}) == (8 * 10 + 2 * 20) * 1000 / 40);
  const Wide before = o.integral(Time{25});
  o.max().restart(2);
  o.change(Time{30}, 1);
  CHECK(o.max().value() == 3);
  CHECK((o.integral(Time{40}) - before) == 2 * 5 + 3 * 10);
}

TEST_CASE("a spell sums the time for which something lasts, and what lasts still counts") {
  Spell s;
  s.set(false, Time{5});
  CHECK(s.sum(Time{9}) == Time{0});
  s.set(true, Time{10});
  s.set(true, Time{12});
  CHECK(s.sum(Time{15}) == Time{5});
  s.set(false, Time{20});
  s.set(true, Time{30});
  CHECK(s.sum(Time{30}) == Time{10});
  CHECK(s.sum(Time{33}) == Time{13});
}
