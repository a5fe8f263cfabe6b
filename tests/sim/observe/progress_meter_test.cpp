// SPDX-License-Identifier: MIT
#include "sim/observe/progress_meter.h"

#include "tests/catch.h"

using namespace shrimp;

TEST_CASE("the progress line tells simulated time, speed and what remains") {
  CHECK(ProgressMeter::line(Time::from_us(2500), 0.005) == "simulated 2.50 ms, 0.50 x real time");
  const Time end = Time::from_us(12'000'000);
  CHECK(ProgressMeter::line(Time::from_us(3'000'000), 1, end, "--until") ==
        "simulated 3.00 s, 3.00 x real time, 3 s left to --until");
  CHECK(ProgressMeter::line(end, 4, end, "--stats-to") == "simulated 12.00 s, 3.00 x real time");
  CHECK(ProgressMeter::line(Time{}, 1, end, "--until") == "simulated 0.0 us, 0.00 x real time");
  CHECK(ProgressMeter::line(Time::from_ns(40), 0) == "simulated 0.0 us");
}

TEST_CASE("the progress meter is silent in a file") {
  std::FILE* file = std::tmpfile();
  REQUIRE(file);
  {
    ProgressMeter meter(file, false);
    CHECK_FALSE(meter.visible());
    for (int i = 0; i < 100; ++i) meter.update(Time::from_us(i));
  }
  CHECK(std::ftell(file) == 0);
  std::fclose(file);
}
