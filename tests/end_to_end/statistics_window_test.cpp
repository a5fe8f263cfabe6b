// SPDX-License-Identifier: MIT
// Statistics of a part of a run: exact to the event, and nothing that is simulated changes.
#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/end_to_end/command.h"

using namespace shrimp;
using Catch::Matchers::Contains;
using Json = nlohmann::json;

namespace {

const std::string phases = test_program("phases.c");

struct Run {
  CommandResult result;
  Json statistics;   // of stats.json
  std::string text;  // of stats.json, without its host part
};

Run run(std::vector<std::string> options, const std::vector<std::string>& program = {phases}) {
  const TemporaryFolder folder;
  std::vector<std::string> words{"run", "-q", "-n", "2", "-o", folder.path()};
  words.insert(words.end(), options.begin(), options.end());
  words.insert(words.end(), program.begin(), program.end());
  Run r;
  r.result = run_shrimp(words);
  INFO(r.result.err);
  REQUIRE(r.result.status == 0);
  r.statistics = Json::parse(read_file(folder.file("stats.json")));
  r.text = statistics_text(folder.file("stats.json"));
  return r;
}

std::int64_t stat(const Run& r, const std::string& name) {
  return r.statistics["stats"][name]["value"].get<std::int64_t>();
}

bool ends_with(const std::string& text, const std::string& end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

/// What is no count: of these a part of a run tells something else than its share.
bool is_of_kind(const std::string& name, const std::vector<std::string>& ends) {
  return std::any_of(ends.begin(), ends.end(), [&](const std::string& e) { return ends_with(name, e); });
}
const std::vector<std::string> levels{"occupancy",  "in_flight",       "combining",
                                      ".waiting",   "frames_in_use",   "quarantined",
                                      "dead_links", "stuck_receivers", "slow_nodes"};
const std::vector<std::string> maxima{"_max", "frames_most_in_use"};
const std::vector<std::string> others{"occupancy_mean", "busiest"};

void check_that_parts_make_the_whole(const std::string& edge) {
  const Run whole = run({}), first = run({"--stats-to", edge}), second = run({"--stats-from", edge});
  CHECK(first.result.out == whole.result.out);
  CHECK(second.result.out == whole.result.out);
  CHECK(first.statistics["simulated_ps"] == whole.statistics["simulated_ps"]);
  CHECK(first.statistics["window"]["from_ps"] == 0);
  CHECK(first.statistics["window"]["to_ps"] == second.statistics["window"]["from_ps"]);
  CHECK(second.statistics["window"]["to_ps"] == whole.statistics["simulated_ps"]);
  int counts = 0, grown = 0;
  for (const auto& [name, s] : whole.statistics["stats"].items()) {
    INFO(name);
    const std::int64_t all = stat(whole, name), a = stat(first, name), b = stat(second, name);
    if (is_of_kind(name, others)) continue;
    if (is_of_kind(name, levels)) {
      CHECK(b == all);
    } else if (is_of_kind(name, maxima)) {
      CHECK(std::max(a, b) == all);
    } else {
      CHECK(a + b == all);
      ++counts;
      grown += a > 0 && b > 0;
    }
  }
  CHECK(counts > 100);
  CHECK(grown > 20);
  for (int rank = 0; rank < 2; ++rank)
    for (const char* count : {"instructions", "cycles"}) {
      const auto of = [&](const Run& r) {
        return r.statistics["processes"][rank][count].get<std::int64_t>();
      };
      CHECK(of(first) > 0);
      CHECK(of(second) > 0);
      CHECK(of(first) + of(second) == of(whole));
    }
}

std::string complaint(const std::vector<std::string>& options) {
  std::vector<std::string> words{"run", "-n", "2"};
  words.insert(words.end(), options.begin(), options.end());
  words.push_back(phases);
  const CommandResult r = run_shrimp(words);
  CHECK(r.status == 2);
  CHECK(r.out.empty());
  return r.err;
}

}  // namespace

TEST_CASE("the statistics until an instant and those from it on make those of the whole run") {
  check_that_parts_make_the_whole("5000us");
  check_that_parts_make_the_whole("work");
}

TEST_CASE("a run that --until ends has counted of its processes what a window to there has") {
  const Run ended = run({"--until", "5000us"}), window = run({"--stats-to", "5000us"});
  for (int rank = 0; rank < 2; ++rank) {
    const Json& there = ended.statistics["processes"][rank];
    CHECK(there["exit"].is_null());
    CHECK(there["instructions"] == window.statistics["processes"][rank]["instructions"]);
    CHECK(there["cycles"] == window.statistics["processes"][rank]["cycles"]);
  }
}

TEST_CASE("a window is the same with and without run-ahead, whatever its edges") {
  const std::vector<std::vector<std::string>> windows{{"--stats-from", "4321987ps", "--stats-to", "5200us"},
                                                      {"--stats-from", "work", "--stats-to", "work"},
                                                      {"--stats-from", "prepare", "--stats-to", "1:work"},
                                                      {"--stats-from", "1:work"}};
  for (std::vector<std::string> options : windows) {
    INFO(options[1]);
    const Run ahead = run(options);
    options.push_back("--no-run-ahead");
    CHECK(run(options).text == ahead.text);
    CHECK(ahead.result.err.empty());
  }
}

TEST_CASE("the entry of a handler of notifications is an edge too") {
  const std::vector<std::string> program{SHRIMP_BUILD "/workloads/notify", "work", "20"};
  std::vector<std::string> options{"--stats-from", "1:answer", "--stats-to", "1:answer"};
  const Run one = run(options, program);
  CHECK(stat(one, "node[1].kernel.notifications_handled") == 1);
  options.push_back("--no-run-ahead");
  CHECK(run(options, program).text == one.text);
}

TEST_CASE("a window from one function to another has what lies between, of one round or one call") {
  const Run call = run({"--stats-from", "work", "--stats-to", "rest"});
  const std::int64_t instructions = call.statistics["processes"][0]["instructions"].get<std::int64_t>();
  // 1024 turns of a loop of eight instructions or so, and nothing else.
  CHECK(instructions > 3 * 1024);
  CHECK(instructions < 10 * 1024);
  CHECK(stat(call, "node[0].nic.deliberate_update_engine.transfers") == 0);
  const Run round = run({"--stats-from", "work", "--stats-to", "work"});
  CHECK(round.statistics["processes"][0]["instructions"].get<std::int64_t>() > instructions);
  CHECK(stat(round, "node[0].nic.deliberate_update_engine.transfers") == 1);
  CHECK(round.statistics["window"]["from_ps"] == call.statistics["window"]["from_ps"]);
}

TEST_CASE("maxima and means are of the window") {
  const Run before = run({"--stats-to", "prepare"});
  CHECK(stat(before, "node[1].nic.incoming_fifo.occupancy_max") == 0);
  CHECK(stat(before, "node[1].nic.incoming_fifo.occupancy_mean") == 0);
  const Run after = run({"--stats-from", "work"});
  CHECK(stat(after, "node[1].nic.incoming_fifo.occupancy_max") > 0);
  CHECK(stat(after, "node[1].nic.incoming_fifo.occupancy_mean") >
        stat(run({}), "node[1].nic.incoming_fifo.occupancy_mean"));
}

TEST_CASE("a window that never comes, or is empty, is told") {
  const Run never = run({"--stats-from", "10s"});
  CHECK_THAT(never.result.err, Contains("--stats-from 10s never came: the run ended at "));
  CHECK(never.statistics["window"]["from_ps"].is_null());
  CHECK(never.statistics["stats"] == run({}).statistics["stats"]);
  CHECK_THAT(run({"--stats-from", "work", "--stats-to", "prepare"}).result.err,
             Contains("--stats-to prepare never came") && Contains("of all behind --stats-from"));
  const Run empty = run({"--stats-from", "work", "--stats-to", "1us"});
  CHECK_THAT(empty.result.err, Contains("the window of the statistics is empty: --stats-to 1us had passed"));
  CHECK(stat(empty, "packets") == 0);
}

TEST_CASE("edges that make no sense are refused in a sentence") {
  const TemporaryFolder folder;
  const std::string out = folder.file("out");
  CHECK_THAT(complaint({"--stats-from", "10us"}), Contains("say where with -o DIR"));
  CHECK_THAT(complaint({"-o", out, "--stats-from", "wrok"}),
             Contains("has no function 'wrok'; did you mean work?"));
  CHECK_THAT(complaint({"-o", out, "--stats-from", "2:work"}),
             Contains("there is no rank 2; the last one is 1"));
  CHECK_THAT(complaint({"-o", out, "--stats-from", "20us", "--stats-to", "10us"}),
             Contains("--stats-to 10us does not lie behind --stats-from 20us"));
  CHECK_THAT(complaint({"-o", out, "--stats-to", "10"}), Contains("the unit is missing"));
}

TEST_CASE("a function of C++ is an edge by every name that it has") {
  const std::string program = test_program("phases.cpp");
  const auto instructions = [&](const std::string& from) {
    const Run r = run({"--stats-from", from}, {program});
    INFO(r.result.err);
    CHECK(r.result.err.empty());
    return r.statistics["processes"][0]["instructions"].get<std::int64_t>();
  };
  const std::int64_t from_helper = instructions("helper"), from_relax = instructions("physics::relax");
  CHECK(from_helper > from_relax + 1000);
  CHECK(instructions("(anonymous namespace)::helper") == from_helper);
  CHECK(instructions("(anonymous namespace)::helper(physics::Grid&)") == from_helper);
  CHECK(instructions("_ZN12_GLOBAL__N_16helperERN7physics4GridE") == from_helper);
  CHECK(instructions("physics::relax<double>") == from_relax);
}
