// SPDX-License-Identifier: MIT
// What the libraries make of the hardware, as users see it: rows of `reproduce`, and `explain --ping-pong`
// through the libraries, against what their programs measure themselves.
#include <cstdint>
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/end_to_end/command.h"

using namespace shrimp;
using Catch::Matchers::Contains;

namespace {

using Words = std::vector<std::string>;

/// The rows of these names, each with its number.
std::map<std::string, double> rows(Words names) {
  const TemporaryFolder folder;
  names.insert(names.begin(), {"reproduce", "--json", folder.file("rows.json")});
  const CommandResult r = run_shrimp(names);
  INFO(r.out << r.err);
  REQUIRE(r.status == 0);
  std::map<std::string, double> numbers;
  for (const auto& row : nlohmann::json::parse(read_file(folder.file("rows.json")))) {
    CHECK(row["set"] == "prediction");
    CHECK(row["published"].is_null());
    numbers[row["id"].get<std::string>()] = row["simulated"].get<double>();
  }
  return numbers;
}

/// What `explain --ping-pong` tells of a program: time by block, the mean of a way, and its words.
struct Way {
  std::map<std::string, std::int64_t> blocks;
  double us = 0;
  std::string out, err;
};

Way way_of(const Words& program) {
  const TemporaryFolder folder;
  Words words{"explain", "--ping-pong", "--json", folder.file("steps.json")};
  words.insert(words.end(), program.begin(), program.end());
  const CommandResult r = run_shrimp(words);
  INFO(r.out << r.err);
  REQUIRE(r.status == 0);
  const auto all = nlohmann::json::parse(read_file(folder.file("steps.json")));
  REQUIRE(all.size() >= 1);
  Way way{{}, all[0]["latency_ps"].get<double>() / 1e6, r.out, r.err};
  std::int64_t sum = 0;
  for (const auto& block : all[0]["blocks"]) {
    way.blocks[block["block"]] = block["sum_ps"];
    sum += block["sum_ps"].get<std::int64_t>();
  }
  for (const auto& step : all[0]["steps"]) CHECK(step["least_ps"] <= step["duration_ps"]);
  CHECK(sum == all[0]["sum_ps"].get<std::int64_t>());
  return way;
}

double number_behind(const std::string& text, const std::string& key) {
  const std::size_t at = text.find(key);
  REQUIRE(at != std::string::npos);
  return std::strtod(text.c_str() + at + key.size(), nullptr);
}

}  // namespace

TEST_CASE("a null call of ShrimpRPC takes at most a quarter more than two words of the hardware") {
  auto of = rows({"shrimp-rpc.null.share", "shrimp-rpc.null.au", "shrimp-rpc.overhead.au",
                  "shrimp-rpc.client.au", "shrimp-rpc.server.au"});
  CHECK(of["shrimp-rpc.null.share"] > 100);
  CHECK(of["shrimp-rpc.null.share"] <= 125);
  const double words = of["shrimp-rpc.null.au"] - of["shrimp-rpc.overhead.au"];
  CHECK(100 * of["shrimp-rpc.null.au"] / words == Approx(of["shrimp-rpc.null.share"]).epsilon(0.001));
  CHECK(of["shrimp-rpc.client.au"] > 10);
  CHECK(of["shrimp-rpc.server.au"] > 10);
}

TEST_CASE("a small NX message costs its instructions above the raw word, and no more") {
  auto of = rows({"nx.latency.au", "nx.overhead.au", "nx.csend.au", "nx.crecv.au"});
  constexpr double us_per_cycle = 1 / 60.0;
  CHECK(of["nx.overhead.au"] > 0);
  CHECK(of["nx.overhead.au"] < of["nx.latency.au"] / 2);
  CHECK(of["nx.overhead.au"] < (of["nx.csend.au"] + of["nx.crecv.au"]) * us_per_cycle);
}

TEST_CASE("explain tells the library from the hardware in a ping-pong of NX messages") {
  Way way = way_of({"-n", "2", SHRIMP_BUILD "/workloads/nx_pingpong", "4", "rounds=400"});
  CHECK(way.us == Approx(number_behind(way.err, "one_way_us=")).epsilon(0.03));
  CHECK(way.blocks["library"] > 0);
  CHECK(way.blocks["pentium, library"] > 0);
  CHECK(way.blocks["nic.packetizer"] > 0);
  CHECK(way.blocks["library"] > way.blocks["program"]);
  CHECK_THAT(way.out, !Contains("parts of larger ones"));
}

TEST_CASE("explain tells the library from the hardware in a ping-pong over a socket") {
  Way way = way_of({"-n", "1", SHRIMP_BUILD "/workloads/ttcp", "pingpong", "node1", "5001", "4", "400", ":",
                    "-n", "1", SHRIMP_BUILD "/workloads/ttcp", "receive"});
  CHECK(way.us == Approx(number_behind(way.err, "round_trip_us=") / 2).epsilon(0.03));
  CHECK(way.blocks["library"] > way.blocks["program"]);
}

TEST_CASE("explain says that the parts of large NX messages are told one by one") {
  CHECK_THAT(way_of({"-n", "2", SHRIMP_BUILD "/workloads/nx_pingpong", "8192", "rounds=200"}).out,
             Contains("messages are parts of larger ones"));
}
