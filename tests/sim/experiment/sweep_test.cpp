// SPDX-License-Identifier: MIT
// The plan of a sweep, what it reads of programs, and what it writes; no machine runs here.
#include "sim/experiment/sweep/sweep_plan.h"
#include "sim/experiment/sweep/sweep_table.h"
#include "sim/machine/errors.h"
#include "tests/catch.h"

using namespace shrimp;
using Catch::Matchers::Contains;

namespace {

SweepOptions pingpong_sweep(std::vector<Variation> variations) {
  SweepOptions options;
  options.variations = std::move(variations);
  options.run.programs.push_back({"pingpong.c", {"{way}", "4"}, 2});
  return options;
}

SweepPlan plan_of(std::vector<Variation> variations) {
  return plan_sweep(pingpong_sweep(std::move(variations)), {SHRIMP_CONFIGS});
}

SweepValue printed(const std::string& quantity, const std::string& value) {
  return {"0", "1", quantity, value, unit_of_key(quantity)};
}

}  // namespace

TEST_CASE("the points are the product, the last variation changes fastest") {
  const SweepPlan plan = plan_of({{"way", {"au", "du"}}, {"mesh.hop_latency", {"10ns", "0.04us"}}});
  REQUIRE(plan.points.size() == 4);
  CHECK(plan.points[1].values == std::vector<std::string>{"au", "0.04us"});
  CHECK(plan.points[2].values == std::vector<std::string>{"du", "10ns"});
  CHECK(plan.points[2].run.programs[0].arguments == std::vector<std::string>{"du", "4"});
  CHECK(plan.points[1].parameters.mesh.hop_latency == Time::from_ns(40));
  CHECK(plan.points[0].config_hash == plan.points[2].config_hash);
  CHECK(plan.points[0].config_hash != plan.points[1].config_hash);
}

TEST_CASE("an axis is in the unit of its first value") {
  const SweepPlan plan = plan_of({{"way", {"au", "du"}}, {"mesh.hop_latency", {"10ns", "0.04us"}}});
  CHECK_FALSE(plan.axes[0].numeric);
  CHECK(plan.axes[0].title() == "way");
  CHECK(plan.axes[1].title() == "mesh.hop_latency [ns]");
  CHECK(plan.axes[1].cell(1) == "40");
}

TEST_CASE("what no machine has or takes is refused before anything runs") {
  CHECK_THROWS_WITH(plan_of({{"mesh.hop_latncy", {"10ns"}}}), Contains("did you mean mesh.hop_latency?"));
  CHECK_THROWS_WITH(plan_of({{"mesh.hop_latency", {"10ns", "fast"}}}),
                    Contains("does not begin with a number"));
  CHECK_THROWS_WITH(plan_of({{"mesh.hop_latency", {"10ns", "10ns"}}}),
                    Contains("the value 10ns stands there twice"));
  CHECK_THROWS_WITH(plan_of({{"way", {"au"}}, {"way", {"du"}}}), Contains("is given twice"));
}

TEST_CASE("numbers are read of lines by process") {
  const SweepValues values = printed_values(
      "1\tgo\n0\tpingpong au bytes=4 policy=write-through one_way_us=4.740\n1\tx=1e3 y=z =3\n0\tlost=-2 "
      "mb_per_s=21\n");
  REQUIRE(values.size() == 5);
  CHECK(values[0].quantity == "bytes");
  CHECK(values[1].value == "4.740");
  CHECK(values[1].unit == "us");
  CHECK(values[1].line == "1");
  CHECK(values[2].quantity == "lost");
  CHECK(values[2].line == "2");
  CHECK(values[2].unit.empty());
  CHECK(values[3].unit == "MB/s");
  CHECK(values[4].process == "1");
  CHECK(values[4].value == "1e3");
  CHECK(values[4].line == "1");
}

TEST_CASE("a point's file reads back, and a damaged one is noticed") {
  const SweepValues values{printed("one_way_us", "4.740"), {"", "", "run.simulated", "17", "ps"}};
  const std::string text = to_json(values);
  CHECK(to_json(from_json(text)) == text);
  CHECK_THROWS_AS(from_json(text.substr(0, text.size() / 2)), std::runtime_error);
  CHECK_THROWS_AS(from_json("[{}]"), std::runtime_error);
}

TEST_CASE("the table has a row for each number of each point that was made") {
  const SweepPlan plan = plan_of({{"way", {"au", "du"}}, {"mesh.hop_latency", {"10ns", "40ns"}}});
  SweepResults results(4);
  results[1] = SweepValues{printed("one_way_us", "4.7")};
  results[2] = SweepValues{printed("one_way_us", "7.6"), {"", "", "run.simulated", "9", "ps"}};
  CHECK(sweep_csv(plan, results) ==
        "point,way,mesh.hop_latency [ns],process,line,quantity,value,unit\r\n"
        "2,au,40,0,1,one_way_us,4.7,us\r\n"
        "3,du,10,0,1,one_way_us,7.6,us\r\n"
        "3,du,10,,,run.simulated,9,ps\r\n");
}

TEST_CASE("what is drawn is what was wanted, or printed and varies") {
  SweepResults results(2);
  CHECK(quantity_to_draw(results, "").empty());
  results[0] =
      SweepValues{printed("one_way_us", "4.7"), printed("rounds", "9"), {"", "", "run.simulated", "8", "ps"}};
  results[1] =
      SweepValues{printed("one_way_us", "7.6"), printed("rounds", "9"), {"", "", "run.simulated", "9", "ps"}};
  CHECK(quantity_to_draw(results, "") == "one_way_us");
  CHECK(quantity_to_draw(results, "rounds") == "rounds");
  CHECK_THROWS_WITH(quantity_to_draw(results, "round"),
                    Contains("known are one_way_us, rounds, run.simulated"));
}

TEST_CASE("the picture names its axes with units, and its lines") {
  const SweepPlan plan = plan_of({{"mesh.hop_latency", {"10ns", "40ns"}}, {"way", {"au", "du"}}});
  SweepResults results(4);
  for (int i = 0; i < 4; ++i) results[i] = SweepValues{printed("one_way_us", std::to_string(i))};
  const std::string script = sweep_gnuplot(plan, results, "one_way_us");
  CHECK_THAT(script,
             Contains("set xlabel 'mesh.hop_latency [ns]'") && Contains("set ylabel 'one_way_us [us]'"));
  CHECK_THAT(script, Contains("title 'way = au, process 0'") && Contains("title 'way = du, process 0'"));
  CHECK_THAT(script, Contains("<< end_of_line\n10 0\n40 2\nend_of_line"));
  CHECK_THAT(script, Contains("<< end_of_line\n10 1\n40 3\nend_of_line"));
}
