// SPDX-License-Identifier: MIT
#include "sim/observe/profile_report.h"

#include "tests/catch.h"

using namespace shrimp;

namespace {

ProfileLine line(const std::string& function, std::uint32_t number, CycleUse use, std::int64_t cycles) {
  ProfileLine l{{function, "a.cpp", number}, {}};
  l.cycles[static_cast<std::size_t>(use)] = cycles;
  return l;
}

ProcessProfile process(std::vector<ProfileLine> lines) {
  return {3, 1, 101, "a", true, 700, 20, std::move(lines)};
}

}  // namespace

TEST_CASE("places of one line and function are put together, the costliest first") {
  const auto lines = lines_of({line("f", 1, CycleUse::computing, 10), line("g", 2, CycleUse::bus, 25),
                               line("f", 1, CycleUse::cache, 20)});
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].place.function == "f");
  CHECK(lines[0].cycles[0] == 10);
  CHECK(lines[0].cycles[1] == 20);
  CHECK(lines[1].place.line == 2);
}

TEST_CASE("lines that cost the same are in the order of their names") {
  const auto lines = lines_of({line("g", 2, CycleUse::bus, 5), line("f", 1, CycleUse::bus, 5)});
  CHECK(lines[0].place.function == "f");
}

TEST_CASE("the table of a profile has a row for each use, and quotes names with commas") {
  const auto p = process({line("f(int, int)", 7, CycleUse::polling, 12)});
  CHECK(profile_csv({p}) ==
        "rank,node,pid,program,function,file,line,use,cycles\r\n"
        "3,1,101,a,\"f(int, int)\",a.cpp,7,polling,12\r\n");
}

TEST_CASE("waiting is life, but no time on the processor") {
  const auto p = process({line("f", 7, CycleUse::device, 12), line("f", 7, CycleUse::waiting, 30),
                          line("f", 7, CycleUse::ready, 8)});
  CHECK(profile_text({p}).find("rank 3 (node 1, pid 101) a: 12 cycles on the processor, 50 of its life; "
                               "700 instructions, of them 20 polling\n") != std::string::npos);
}

TEST_CASE("what is not worth a row is summed up in one") {
  std::vector<ProfileLine> lines;
  for (std::uint32_t i = 1; i <= 100; ++i) lines.push_back(line("f", i, CycleUse::computing, 1));
  CHECK(profile_text({process(lines)}).find("(70 more)") != std::string::npos);
}
