// SPDX-License-Identifier: MIT
#include "models/pentium/tlb.h"

#include "tests/catch.h"

using namespace shrimp;

namespace {
const TlbParameters parameters{64, 4, Cycles{20}};
constexpr std::uint64_t set = 16;  // pages this far apart share a set
}  // namespace

TEST_CASE("the oldest page of a set leaves, used or not") {
  Tlb tlb(parameters);
  for (std::uint64_t i = 0; i < 4; ++i) CHECK(tlb.fill(5 + i * set) == Tlb::no_page);
  CHECK(tlb.holds(5));
  CHECK(tlb.fill(5 + 4 * set) == 5);
  CHECK(tlb.fill(5 + 5 * set) == 5 + set);
  CHECK_FALSE(tlb.holds(5));
  CHECK(tlb.holds(5 + 2 * set));
}

TEST_CASE("pages of other sets do not compete") {
  Tlb tlb(parameters);
  for (std::uint64_t i = 0; i < 64; ++i) tlb.fill(i);
  for (std::uint64_t i = 0; i < 64; ++i) CHECK(tlb.holds(i));
}

TEST_CASE("translations are forgotten one by one or all") {
  Tlb tlb(parameters);
  tlb.fill(1);
  tlb.fill(2);
  tlb.forget(1);
  CHECK_FALSE(tlb.holds(1));
  CHECK(tlb.holds(2));
  tlb.flush();
  CHECK_FALSE(tlb.holds(2));
}
