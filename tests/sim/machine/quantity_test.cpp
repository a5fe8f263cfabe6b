// SPDX-License-Identifier: MIT
#include "sim/machine/quantity.h"

#include <limits>
#include <random>

#include "tests/catch.h"

using namespace shrimp;

namespace {

std::int64_t parsed(std::string_view text, Dimension d) {
  const ParsedQuantity q = parse_quantity(text, d);
  INFO(text << ": " << q.problem);
  REQUIRE(q.ok());
  return static_cast<std::int64_t>(q.value);
}

std::string problem(std::string_view text, Dimension d) {
  return parse_quantity(text, d).problem;
}

constexpr Dimension with_values[] = {Dimension::time,      Dimension::frequency, Dimension::bytes,
                                     Dimension::bandwidth, Dimension::cycles,    Dimension::count};

}  // namespace

TEST_CASE("quantities are read exactly in every unit") {
  CHECK(parsed("40ns", Dimension::time) == 40'000);
  CHECK(parsed("2.8us", Dimension::time) == 2'800'000);
  CHECK(parsed("100ms", Dimension::time) == 100'000'000'000);
  CHECK(parsed("1 s", Dimension::time) == 1'000'000'000'000);
  CHECK(parsed("17ps", Dimension::time) == 17);
  CHECK(parsed("8.33MHz", Dimension::frequency) == 8'330'000);
  CHECK(parsed("1.5kHz", Dimension::frequency) == 1'500);
  CHECK(parsed("0.001GHz", Dimension::frequency) == 1'000'000);
  CHECK(parsed("32KiB", Dimension::bytes) == 32'768);
  CHECK(parsed("32kB", Dimension::bytes) == 32'000);
  CHECK(parsed("40MiB", Dimension::bytes) == 41'943'040);
  CHECK(parsed("0.5GiB", Dimension::bytes) == 536'870'912);
  CHECK(parsed("23MB/s", Dimension::bandwidth) == 23'000'000);
  CHECK(parsed("5 cycles", Dimension::cycles) == 5);
  CHECK(parsed("1 cycle", Dimension::cycles) == 1);
  CHECK(parsed("5", Dimension::cycles) == 5);
  CHECK(parsed("-5", Dimension::cycles) == -5);
  CHECK(parsed("16", Dimension::count) == 16);
}

TEST_CASE("a text that is no quantity says why") {
  CHECK(problem("", Dimension::time) == "the value is empty");
  CHECK(problem("fast", Dimension::time) == "it does not begin with a number");
  CHECK(problem(".5ns", Dimension::time) == "it does not begin with a number");
  CHECK(problem("5.ns", Dimension::time) == "it does not begin with a number");
  CHECK(problem("40", Dimension::time) == "the unit is missing");
  CHECK(problem("0", Dimension::bytes) == "the unit is missing");
  CHECK(problem("40MHz", Dimension::time) == "'MHz' is the unit of a frequency, not of a time");
  CHECK(problem("32KB", Dimension::bytes) == "'KB' is not a unit; did you mean kB?");
  CHECK(problem("32kb", Dimension::bytes) == "'kb' is not a unit; did you mean kB?");
  CHECK(problem("33MB", Dimension::bandwidth) ==
        "'MB' is the unit of a size in bytes, not of a transfer rate");
  CHECK(problem("5 furlongs", Dimension::cycles) == "'furlongs' is not a unit");
  CHECK(problem("16ns", Dimension::count) ==
        "'ns' is the unit of a time, not of a whole number without a unit");
  CHECK(problem("16x", Dimension::count) == "'x' stands behind a plain count, which has no unit");
  CHECK(problem("0.5ps", Dimension::time) == "it is no whole number of picoseconds");
  CHECK(problem("1.5", Dimension::count) == "it is no whole number");
  CHECK(problem("9300000s", Dimension::time) == "it is too large");
  CHECK(problem("4294967296", Dimension::count) == "it is too large");
  CHECK(problem("12345678901234567890123456", Dimension::bytes) == "it has more than 25 digits");
}

TEST_CASE("quantities print as short as they can be written") {
  CHECK(print(Time::from_ns(40)) == "40ns");
  CHECK(print(Time{2'500'000}) == "2.5us");
  CHECK(print(Time{100'000'000'000}) == "100ms");
  CHECK(print(Time{16'667}) == "16667ps");
  CHECK(print(Time{0}) == "0s");
  CHECK(print(Frequency{60'000'000}) == "60MHz");
  CHECK(print(Frequency{8'330'000}) == "8.33MHz");
  CHECK(print(Bytes{32'768}) == "32KiB");
  CHECK(print(Bytes{64}) == "64B");
  CHECK(print(Bytes{1'000'000}) == "1MB");
  CHECK(print(Bytes{40 << 20}) == "40MiB");
  CHECK(print(Bandwidth{200'000'000}) == "200MB/s");
  CHECK(print(Cycles{5}) == "5 cycles");
  CHECK(print(std::uint32_t{16}) == "16");
}

TEST_CASE("what is printed reads back as the same value") {
  std::mt19937_64 random(1995);
  const auto limit = [](Dimension d) -> std::uint64_t {
    if (d == Dimension::count) return std::numeric_limits<std::uint32_t>::max();
    if (d == Dimension::time || d == Dimension::cycles) return std::numeric_limits<std::int64_t>::max();
    return std::numeric_limits<std::uint64_t>::max();
  };
  for (Dimension d : with_values)
    for (int i = 0; i < 20'000; ++i) {
      // All magnitudes alike, and round numbers as often as crooked ones.
      std::uint64_t v = random() >> (random() % 64);
      if (i % 3 == 0) v = v / 1000 * 1000;
      if (i % 3 == 1) v &= ~std::uint64_t{1023};
      if (i == 2) v = limit(d);
      v = v > limit(d) ? limit(d) : v;
      const std::string text = print_quantity(static_cast<Wide>(v), d);
      const ParsedQuantity back = parse_quantity(text, d);
      if (!back.ok() || back.value != static_cast<Wide>(v)) FAIL(v << " printed as " << text);
    }
  CHECK(parse_quantity("-40ns", Dimension::time).value == -40'000);
  CHECK(print(Time{-40'000}) == "-40ns");
}
