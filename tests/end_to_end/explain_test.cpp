// SPDX-License-Identifier: MIT
// `shrimp explain`: the steps add up, and to what the program itself has measured.
#include <fmt/format.h>

#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/catch.h"
#include "tests/end_to_end/command.h"

using namespace shrimp;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

double number_behind(const std::string& text, const std::string& key) {
  const std::size_t at = text.find(key);
  return at == std::string::npos ? 0 : std::strtod(text.c_str() + at + key.size(), nullptr);
}

/// As `explain` does: over the phases of four seeds.
double measured_one_way(const std::string& way) {
  double sum = 0;
  for (const char* seed : {"1", "2", "3", "4"}) {
    const CommandResult r = run_shrimp(
        {"run", "--quiet", "--seed", seed, "-n", "2", SHRIMP_BUILD "/workloads/pingpong", way, "4", "1000"});
    REQUIRE(r.status == 0);
    sum += number_behind(r.out, "one_way_us=");
  }
  return sum / 4;
}

}  // namespace

TEST_CASE("the seed of a machine of the user's is that of what is explained") {
  const TemporaryFolder folder;
  const std::string mine = folder.write("mine.toml", "base = \"shrimp-ii\"\n[run]\nseed = 3\n");
  const auto explained = [&](const std::vector<std::string>& machine) {
    std::vector<std::string> words{"explain", "--json", folder.file("json")};
    words.insert(words.end(), machine.begin(), machine.end());
    REQUIRE(run_shrimp(words).status == 0);
    auto all = nlohmann::json::parse(read_file(folder.file("json")));
    std::vector<std::string> texts;
    for (auto& one : all) {
      one.erase("machine");
      texts.push_back(one.dump());
    }
    return texts;
  };
  const auto seed_3 = explained({"--set", "run.seed=3"});
  CHECK((explained({"-c", mine}) == seed_3));
  CHECK((explained({}) != seed_3));
}

TEST_CASE("explain tells where the time of one word goes, and it is what the ping-pong measures") {
  const CommandResult r = run_shrimp({"explain"});
  INFO(r.out << r.err);
  REQUIRE(r.status == 0);
  for (const std::string way : {"automatic", "deliberate"}) {
    INFO(way);
    const std::string title = "one word by " + way + " update, one way, on shrimp-ii: ";
    const double total = number_behind(r.out, title);
    CHECK(total == Approx(measured_one_way(way == "automatic" ? "au" : "du")).epsilon(0.002));
    std::istringstream lines(r.out.substr(r.out.find(title)));
    std::string line;
    std::getline(lines, line);
    std::getline(lines, line);
    double sum = 0;
    int steps = 0;
    while (std::getline(lines, line) && line.find("the sum of all steps") == std::string::npos) {
      sum += std::strtod(line.c_str() + 11, nullptr);
      ++steps;
    }
    CHECK(steps > 20);
    CHECK(sum == Approx(total).margin(steps * 0.5e-6));
  }
}

TEST_CASE("the steps in JSON add up exactly, and are those that are printed") {
  const TemporaryFolder folder;
  const CommandResult r =
      run_shrimp({"explain", "--json", folder.file("steps.json"), "--against", "shrimp-i"});
  INFO(r.err);
  REQUIRE(r.status == 0);
  const auto all = nlohmann::json::parse(read_file(folder.file("steps.json")));
  REQUIRE(all.size() == 3);  // shrimp-i cannot make automatic updates
  CHECK(all[0]["machine"] == "shrimp-ii");
  CHECK(all[0]["update"] == "automatic");
  CHECK(all[2]["machine"] == "shrimp-i");
  CHECK(all[0]["seeds"] == nlohmann::json({1, 2, 3, 4}));
  CHECK(all[0]["rounds_left_out"] == 100);
  CHECK_THAT(r.out, Contains(fmt::format("the mean of {} messages, without the first 100 rounds\n",
                                         all[0]["messages"].get<int>())));
  for (const auto& waterfall : all) {
    std::int64_t sum = 0;
    double share = 0, start = 0;
    for (const auto& step : waterfall["steps"]) {
      CHECK(step["start_ps"].get<double>() == Approx(start).margin(1e-3));
      start += step["duration_ps"].get<double>();
      sum += step["sum_ps"].get<std::int64_t>();
      CHECK(step["least_ps"].get<double>() <= step["duration_ps"].get<double>());
      CHECK(step["most_ps"].get<double>() >= step["duration_ps"].get<double>());
      CHECK(step["above_least_ps"].get<double>() ==
            Approx(step["duration_ps"].get<double>() - step["least_ps"].get<double>()).margin(1e-3));
      share += step["share"].get<double>();
      CHECK_THAT(r.out, Contains(step["step"].get<std::string>()));
    }
    CHECK(sum == waterfall["sum_ps"].get<std::int64_t>());
    CHECK(share == Approx(1));
    std::int64_t of_blocks = 0, last = sum;
    for (const auto& block : waterfall["blocks"]) {
      const auto of_block = block["sum_ps"].get<std::int64_t>();
      CHECK(of_block > 0);
      CHECK(of_block <= last);
      CHECK_THAT(r.out, Contains("%  " + block["block"].get<std::string>() + "\n"));
      of_blocks += last = of_block;
    }
    CHECK(of_blocks == sum);
    CHECK(sum == Approx(waterfall["latency_ps"].get<double>() * waterfall["messages"].get<double>()));
  }
  const CommandResult refused = run_shrimp({"explain", "--json", "/dev/full/steps.json"});
  CHECK(refused.status == 2);
  CHECK_THAT(refused.err, Contains("steps.json' cannot be written: Not a directory. Make its folder first"));
  CHECK(refused.out.empty());
}

namespace {

/// What the library's calls took in all messages of a run of own_references.c.
std::int64_t library_calls_ps(const std::string& own_references, std::int64_t& messages) {
  const TemporaryFolder folder;
  const CommandResult r = run_shrimp({"explain", "--json", folder.file("steps.json"), "-n", "2",
                                      test_program("own_references.c"), own_references});
  INFO(r.out << r.err);
  REQUIRE(r.status == 0);
  const auto all = nlohmann::json::parse(read_file(folder.file("steps.json")));
  REQUIRE(all.size() == 1);
  messages = all[0]["messages"].get<std::int64_t>();
  for (const auto& step : all[0]["steps"])
    if (step["step"] == "library call") return step["sum_ps"].get<std::int64_t>();
  return 0;
}

}  // namespace

TEST_CASE("a program's own references are no call of the library, though one was before") {
  std::int64_t of_one = 0, of_more = 0;
  const std::int64_t one = library_calls_ps("0", of_one), more = library_calls_ps("5", of_more);
  CHECK(of_one == 1);
  CHECK(of_more == 6);
  CHECK(one > 300000);
  CHECK(more == one);
}

TEST_CASE("handlers that send amid other sends have calls of their own") {
  const std::string program = test_program("notifications/sends.c");
  const CommandResult plain = run_shrimp({"run", "-q", "-n", "2", program, "du"});
  const CommandResult r = run_shrimp({"explain", "-n", "2", program, "du"});
  INFO(r.out << r.err);
  CHECK(r.status == 0);
  CHECK(r.err == plain.out);  // "59 handlers"
  CHECK_THAT(r.out, Contains("library call"));
}

TEST_CASE("explain compares a machine with another one step by step") {
  const CommandResult r =
      run_shrimp({"explain", "--set", "nic.packet_check.latency=740ns", "--against", "shrimp-ii"});
  INFO(r.out << r.err);
  REQUIRE(r.status == 0);
  CHECK_THAT(r.out, Contains("CRC and coordinates"));
  CHECK_THAT(r.out, Contains("+0.500"));
  const CommandResult same = run_shrimp({"explain", "--against", "shrimp-ii"});
  CHECK(same.status == 2);
  CHECK_THAT(same.err, Contains("the same machine"));
}

TEST_CASE("a machine and its own file from run -o differ in nothing, for both have the same phases") {
  const TemporaryFolder folder;
  REQUIRE(run_shrimp({"run", "-q", "-o", folder.file("ran"), "-n", "2", SHRIMP_BUILD "/workloads/pingpong",
                      "au", "4", "10"})
              .status == 0);
  const std::string file = folder.file("ran/machine.toml");
  for (const bool file_first : {true, false}) {
    const CommandResult r =
        run_shrimp({"explain", "--json", folder.file("json"), "-c", file_first ? file : "shrimp-ii",
                    "--against", file_first ? "shrimp-ii" : file});
    INFO(r.out << r.err);
    REQUIRE(r.status == 0);
    CHECK_THAT(r.out, StartsWith("with run.seed=1 on both machines: in one phase of the clocks\n"));
    CHECK_THAT(r.out, Contains("+0.000  the whole") && !Contains("by block, the largest change"));
    for (const auto& waterfall : nlohmann::json::parse(read_file(folder.file("json"))))
      CHECK(waterfall["seeds"] == nlohmann::json({1}));
  }
  const std::string mine = folder.write("mine.toml", "base = \"shrimp-ii\"\n[run]\nseed = 3\n");
  CHECK_THAT(run_shrimp({"explain", "-c", file, "--against", mine}).out,
             StartsWith("the phases of the clocks differ: run.seed=1 on ") && Contains(", run.seed=3 on "));
  CHECK_THAT(run_shrimp({"explain", "--set", "run.seed=3"}).out,
             StartsWith("with run.seed=3: in one phase of the clocks\n"));
}

TEST_CASE("explain says which machine has no automatic update") {
  const std::string sentence = "shrimp-i has no automatic update: its board does not snoop the memory bus\n";
  const std::string against = run_shrimp({"explain", "--against", "shrimp-i"}).out;
  CHECK(against.find(sentence) > against.find("by block"));
  CHECK_THAT(against, Contains(sentence));
  CHECK_THAT(run_shrimp({"explain", "-c", "shrimp-i", "--against", "shrimp-ii"}).out, StartsWith(sentence));
  CHECK_THAT(run_shrimp({"explain"}).out, !Contains("no automatic update"));
}

TEST_CASE("explain tells where the messages of a stream waited") {
  const CommandResult r =
      run_shrimp({"explain", "-n", "2", SHRIMP_BUILD "/workloads/bandwidth", "du", "4096", "40"});
  INFO(r.out << r.err);
  REQUIRE(r.status == 0);
  const std::size_t waits = r.out.find("above the least of each step");
  REQUIRE(waits != std::string::npos);
  CHECK_THAT(r.out.substr(waits),
             Contains("EISA wait: arbitration, refresh, other masters") || Contains("until it is seen: "));
}

TEST_CASE("explain says it when a program sends nothing that is seen") {
  const CommandResult r = run_shrimp({"explain", test_program("says_hello.c")});
  CHECK(r.status == 0);
  CHECK_THAT(r.out, Contains("no message was seen") && Contains("for two, give -n 2"));
  CHECK_THAT(run_shrimp({"explain", "-n", "2", test_program("says_hello.c")}).out,
             Contains("no message was seen") && !Contains("give -n 2"));
  CHECK(run_shrimp({"explain", "there_is_no_such_file.c"}).status == 2);
}

TEST_CASE("explain tells of a program that failed what it did until then") {
  const TemporaryFolder folder;
  const std::string name = folder.write("fails.c", R"(#define main measured_main
#include ")" SHRIMP_SOURCE R"(/workloads/pingpong.c"
#undef main
int main(int argc, char** argv) { return measured_main(argc, argv) + 5; }
)");
  const CommandResult r =
      run_shrimp({"explain", "--cflags=-I" SHRIMP_SOURCE "/workloads", "-n", "2", name, "au", "4", "10"});
  INFO(r.out << r.err);
  CHECK(r.status == 1);
  CHECK_THAT(r.out, Contains("by automatic update") && Contains("the sum of all steps"));
  CHECK_THAT(r.err, Contains("fails.c' on shrimp-ii did not end well"));
}

TEST_CASE("a ping-pong is explained through the calls of its libraries") {
  const std::string program = SHRIMP_BUILD "/workloads/pingpong";
  const CommandResult r = run_shrimp({"explain", "--ping-pong", "-n", "2", program, "du", "4", "300"});
  INFO(r.err);
  REQUIRE(r.status == 0);
  CHECK_THAT(r.out, Contains(", one way, on shrimp-ii") && Contains("without the first 100 rounds"));
  CHECK_THAT(r.out, Contains("from seeing to sending program") && Contains("library call           library"));
  CHECK_THAT(r.out, !Contains("receiving call"));  // the program itself looks at its memory
}

TEST_CASE("a ping-pong without a program is wrong usage") {
  const CommandResult r = run_shrimp({"explain", "--ping-pong"});
  CHECK(r.status == 2);
  CHECK_THAT(r.err, Contains("--ping-pong needs a PROGRAM"));
}
