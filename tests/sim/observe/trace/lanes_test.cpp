// SPDX-License-Identifier: MIT
#include "sim/observe/trace/lanes.h"

#include <map>
#include <random>

#include "tests/catch.h"

using namespace shrimp;

TEST_CASE("slices behind each other share a lane, overlapping ones do not") {
  Lanes lanes;
  CHECK(lanes.place(10, 20) == 0);
  CHECK(lanes.place(20, 30) == 0);
  CHECK(lanes.place(25, 40) == 1);
  CHECK(lanes.place(31, 35) == 0);
  CHECK(lanes.place(39, 50) == 0);
  CHECK(lanes.place(39, 50) == 2);
  CHECK(lanes.count() == 3);
}

TEST_CASE("a slice that ends where an earlier placed one begins is kept apart from it") {
  Lanes lanes;
  CHECK(lanes.place(20, 30) == 0);
  CHECK(lanes.place(10, 20) == 1);
  CHECK(lanes.place(10, 19) == 0);
}

TEST_CASE("slices that come backwards in time need few lanes") {
  Lanes lanes;
  for (std::uint64_t t = 100'000; t > 0; t -= 10) lanes.place(t, t + 5);
  CHECK(lanes.count() <= 2);
}

TEST_CASE("no two slices of a lane overlap, in whatever order they come") {
  std::mt19937 random(7);
  Lanes lanes;
  std::map<std::size_t, std::vector<std::pair<std::uint64_t, std::uint64_t>>> placed;
  int overlaps = 0;
  for (int i = 0; i < 3000; ++i) {
    const std::uint64_t begin = random() % 100'000 + static_cast<unsigned>(i) * 20;
    const std::uint64_t end = begin + 1 + random() % 300;
    auto& lane = placed[lanes.place(begin, end)];
    for (const auto& [b, e] : lane) overlaps += begin < e && b < end;
    lane.emplace_back(begin, end);
  }
  CHECK(overlaps == 0);
  CHECK(lanes.count() > 1);
}
