// SPDX-License-Identifier: MIT
#include "sim/experiment/compare/comparison.h"

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "tests/catch.h"

using namespace shrimp;

namespace {

RecordedValue number(int n, const char* unit = "packets") {
  return {std::to_string(n), static_cast<double>(n), unit};
}

StatisticsFile file_of(std::map<std::string, RecordedValue> values) {
  StatisticsFile f;
  f.config_hash = "same";
  f.values = std::move(values);
  return f;
}

std::vector<std::string> names_of(const Comparison& c) {
  std::vector<std::string> names;
  for (const ValueChange& v : c.changes) names.push_back(v.name);
  return names;
}

}  // namespace

TEST_CASE("equal files are equal") {
  const StatisticsFile f = file_of({{"a", number(1)}, {"b", number(2)}});
  const Comparison c = compare(f, f);
  CHECK(c.equal);
  CHECK(c.compared == 2);
  CHECK(c.changes.empty());
}

TEST_CASE("the largest relative change comes first, whatever its sign and size") {
  const RecordedValue name_a{"ping", std::numeric_limits<double>::quiet_NaN(), ""};
  const RecordedValue name_b{"pong", std::numeric_limits<double>::quiet_NaN(), ""};
  const StatisticsFile a = file_of(
      {{"few", number(2)}, {"gone", number(4)}, {"many", number(1000)}, {"none", number(0)}, {"p", name_a}});
  const StatisticsFile b = file_of(
      {{"few", number(3)}, {"gone", number(1)}, {"many", number(1100)}, {"none", number(1)}, {"p", name_b}});
  const Comparison c = compare(a, b);
  CHECK_FALSE(c.equal);
  CHECK(names_of(c) == std::vector<std::string>{"p", "none", "gone", "few", "many"});
  CHECK(std::isinf(c.changes[1].percent));
  CHECK(c.changes[2].percent == -75);
  CHECK(c.changes[3].percent == 50);
  CHECK(std::abs(c.changes[4].percent - 10) < 1e-9);
}

TEST_CASE("what only one has is a difference") {
  const StatisticsFile a = file_of({{"both", number(1)}, {"left", number(1)}});
  const StatisticsFile b = file_of({{"both", number(1)}, {"right", number(1)}});
  const Comparison c = compare(a, b);
  CHECK_FALSE(c.equal);
  CHECK(c.only_a == std::vector<std::string>{"left"});
  CHECK(c.only_b == std::vector<std::string>{"right"});
  CHECK(compare(a, b, "both").equal);
}

TEST_CASE("another unit is a difference, and another configuration") {
  const StatisticsFile a = file_of({{"busy", number(5, "ps")}});
  CHECK_FALSE(compare(a, file_of({{"busy", number(5, "ns")}})).equal);
  StatisticsFile b = a;
  b.config_hash = "other";
  CHECK_FALSE(compare(a, b).equal);
  CHECK(compare(a, b, "busy").equal);
}

TEST_CASE("brackets of a pattern are those of the names") {
  const StatisticsFile a = file_of({{"node[0].eisa.busy", number(1)}, {"node[1].eisa.busy", number(1)}});
  CHECK(compare(a, a, "node[0].eisa.*").compared == 1);
  CHECK(compare(a, a, "node[?].eisa.*").compared == 2);
  CHECK(compare(a, a, "node*").compared == 2);
  CHECK(compare(a, a, "node[0]").compared == 0);
}

TEST_CASE("parameters are told apart when both machines are known") {
  StatisticsFile a = file_of({}), b = file_of({});
  a.parameters = {{"eisa.clock", "8MHz"}, {"only.here", "1"}, {"same", "2"}};
  b.parameters = {{"eisa.clock", "33MHz"}, {"new.here", "3"}, {"same", "2"}};
  b.config_hash = "other";
  CHECK(compare(a, b).parameters.empty());
  a.has_machine = b.has_machine = true;
  const Comparison c = compare(a, b);
  REQUIRE(c.parameters.size() == 3);
  CHECK(c.parameters[0].name == "eisa.clock");
  CHECK(c.parameters[0].before == "8MHz");
  CHECK(c.parameters[0].after == "33MHz");
  CHECK(c.parameters[1].name == "new.here");
  CHECK(c.parameters[1].before.empty());
  CHECK_THAT(text_of(c, 1), Catch::Matchers::Contains("eisa.clock  8MHz -> 33MHz\n"));
}

TEST_CASE("JSON holds all, and null for what is no finite number") {
  const StatisticsFile a = file_of({{"more", number(2)}, {"none", number(0)}});
  const StatisticsFile b = file_of({{"more", number(3)}, {"none", number(7)}});
  const auto j = nlohmann::json::parse(json_of(compare(a, b)));
  CHECK(j["equal"] == false);
  CHECK(j["changes"][0]["name"] == "none");
  CHECK(j["changes"][0]["change_percent"].is_null());
  CHECK(j["changes"][1]["a"] == 2);
  CHECK(j["changes"][1]["change_percent"] == 50);
}

TEST_CASE("statistics of different windows are told to be that") {
  StatisticsFile a = file_of({{"packets", number(2)}}), b = a;
  const auto text = [&] { return text_of(compare(a, b), 1); };
  CHECK_THAT(text(), !Catch::Matchers::Contains("window"));
  a.window = RecordedWindow{Time::from_us(2000), Time::from_us(3000)};
  CHECK_THAT(text(),
             Catch::Matchers::Contains("The windows of the statistics differ (--stats-from, --stats-to): "
                                       "A from 2000.000 us to 3000.000 us, B the whole run.\n"));
  const auto j = nlohmann::json::parse(json_of(compare(a, b)));
  CHECK(j["a"]["window"]["from_ps"] == 2'000'000'000);
  CHECK(j["b"]["window"].is_null());
  b.window = a.window;
  CHECK_THAT(text(), !Catch::Matchers::Contains("window"));
  b.window->to = Time::from_us(3001);
  CHECK_THAT(text(), Catch::Matchers::Contains("B from 2000.000 us to 3001.000 us.\n"));
}
