// SPDX-License-Identifier: MIT
#include "sim/observe/run_report.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "tests/catch.h"

using namespace shrimp;

namespace {

RunReport small_report(const StatisticsCollector& statistics) {
  RunReport r;
  r.config_hash = "0123456789abcdef";
  r.simulated = Time::from_us(4);
  r.host.seconds = 2e-6;
  r.host.events = 10;
  r.processes.push_back({0, 0, 100, 0, "hello", 1234, 5678});
  r.processes.push_back({1, 1, 100, -1, "h\xff", 1, 2});
  r.statistics = &statistics;
  return r;
}

}  // namespace

TEST_CASE("stats.json has the promised members in the promised order") {
  StatisticsCollector statistics;
  statistics.count("packets", 3, "packets", "Packets sent.");
  const auto j = nlohmann::ordered_json::parse(stats_json(small_report(statistics)));
  std::vector<std::string> keys;
  for (const auto& [key, v] : j.items()) keys.push_back(key);
  CHECK(keys == std::vector<std::string>{"schema", "config_hash", "simulated_ps", "end", "host", "processes",
                                         "stats"});
  CHECK(j["schema"] == 1);
  CHECK(j["config_hash"] == "0123456789abcdef");
  CHECK(j["simulated_ps"] == 4'000'000);
  CHECK(std::abs(j["host"]["real_time_factor"].get<double>() - 2) < 1e-9);
  CHECK(j["processes"][0]["instructions"] == 1234);
  CHECK(j["processes"][1]["exit"] == -1);
  CHECK(j["stats"]["packets"].dump() == R"({"value":3,"unit":"packets","text":"Packets sent."})");
}

TEST_CASE("stats.json is the same in every run but for host") {
  StatisticsCollector statistics;
  statistics.count("packets", 3, "packets", "Packets sent.");
  RunReport a = small_report(statistics);
  RunReport b = small_report(statistics);
  b.host.seconds = 7;
  b.host.events = 99;
  auto first = nlohmann::ordered_json::parse(stats_json(a));
  auto second = nlohmann::ordered_json::parse(stats_json(b));
  CHECK(first != second);
  first.erase("host");
  second.erase("host");
  CHECK(first.dump() == second.dump());
}

TEST_CASE("a process that had not ended has no exit status, and the counts that it had come to") {
  RunReport r = small_report({});
  r.statistics = nullptr;
  r.processes[1].ended = false;
  const auto p = nlohmann::ordered_json::parse(stats_json(r))["processes"];
  CHECK(p[0]["exit"] == 0);
  CHECK(p[1]["exit"].is_null());
  CHECK(p[1]["instructions"] == 1);
  CHECK(p[1]["cycles"] == 2);
}

TEST_CASE("statistics are of the window, if there was one") {
  RunReport r;
  r.simulated = Time::from_us(100);
  CHECK(r.counted() == r.simulated);
  r.window = WindowReport{true, Time::from_us(20), Time::from_us(50)};
  CHECK(r.counted() == Time::from_us(30));
  r.window->begun = false;
  CHECK(r.counted() == r.simulated);
}

TEST_CASE("a run without statistics or processes is still valid JSON") {
  const auto j = nlohmann::ordered_json::parse(stats_json(RunReport{}));
  CHECK(j["processes"].empty());
  CHECK(j["stats"].is_object());
}
