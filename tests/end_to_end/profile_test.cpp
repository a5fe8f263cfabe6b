// SPDX-License-Identifier: MIT
// `run --profile`: every cycle is accounted for once, and to look changes nothing.
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/catch.h"
#include "tests/end_to_end/command.h"

using namespace shrimp;

namespace {

struct Row {
  std::string function, file, use;
  int rank, line;
  long cycles;
};

/// The rows of a profile.csv none of whose names has a comma.
std::vector<Row> rows_of(const std::string& path) {
  std::vector<Row> rows;
  std::ifstream file(path);
  std::string text;
  std::getline(file, text);
  CHECK(text == "rank,node,pid,program,function,file,line,use,cycles\r");
  while (std::getline(file, text)) {
    std::vector<std::string> fields;
    std::istringstream of_row(text);
    for (std::string field; std::getline(of_row, field, ',');) fields.push_back(field);
    REQUIRE(fields.size() == 9);
    rows.push_back(
        {fields[4], fields[5], fields[7], std::stoi(fields[0]), std::stoi(fields[6]), std::stol(fields[8])});
  }
  return rows;
}

long sum(const std::vector<Row>& rows, const std::string& function, const std::string& use) {
  long cycles = 0;
  for (const Row& r : rows)
    if ((function.empty() || r.function == function) && (use.empty() || r.use == use)) cycles += r.cycles;
  return cycles;
}

/// Runs with and without a profile, and compares.
std::vector<Row> profile(const std::vector<std::string>& run) {
  TemporaryFolder plain, profiled;
  std::vector<std::string> arguments{"run", "-q", "-o", plain.path()};
  arguments.insert(arguments.end(), run.begin(), run.end());
  const CommandResult without = run_shrimp(arguments);
  arguments[3] = profiled.path();
  arguments.insert(arguments.begin() + 1, "--profile");
  const CommandResult with = run_shrimp(arguments);
  INFO(with.err);
  REQUIRE(without.status == 0);
  CHECK(with.status == 0);
  CHECK(with.out == without.out);
  const std::string statistics = statistics_text(profiled.file("stats.json"));
  CHECK(statistics == statistics_text(plain.file("stats.json")));

  const std::vector<Row> rows = rows_of(profiled.file("profile.csv"));
  std::map<int, long> cycles;
  for (const Row& r : rows) {
    CHECK(r.cycles > 0);
    if (r.use != "waiting" && r.use != "ready") cycles[r.rank] += r.cycles;
  }
  const nlohmann::json report = nlohmann::json::parse(statistics);
  for (const auto& p : report.at("processes")) {
    INFO("rank " << p["rank"]);
    CHECK(cycles[p["rank"].get<int>()] == p["cycles"].get<long>());
  }
  CHECK(read_file(profiled.file("profile.txt")).find("cycles on the processor") != std::string::npos);
  return rows;
}

}  // namespace

TEST_CASE("a ping-pong's profile tells what it does: it polls, and stores to the bus") {
  const std::vector<Row> rows = profile({"-n", "2", SHRIMP_BUILD "/workloads/pingpong", "au", "4", "300"});
  CHECK(sum(rows, "main", "polling") > sum(rows, "main", "") / 2);
  CHECK(sum(rows, "main", "bus") > 0);
  CHECK(sum(rows, "", "device") == 0);
}
TEST_CASE("a deliberate update's profile tells of its references to the device") {
  const std::vector<Row> rows = profile({"-n", "2", SHRIMP_BUILD "/workloads/pingpong", "du", "4100", "10"});
  CHECK(sum(rows, "vmmc_send", "device") > 0);
  CHECK(sum(rows, "", "waiting") > 0);  // for the import
}
TEST_CASE("a profile names the line that costs most, and what for") {
  TemporaryFolder folder;
  const std::string program = folder.write("walks.c", R"(static volatile char memory[1 << 20];
static int walk(void) {
  int sum = 0;
  for (int round = 0; round < 4; ++round)
    for (int i = 0; i < 1 << 20; i += 32)
      sum += memory[i];
  return sum;
}
int main(void) {
  int sum = 0;
  for (int i = 0; i < 1000; ++i) sum += i;
  return walk() + sum == 7;
}
)");
  const std::vector<Row> rows = profile({"--cflags", "-O1 -g -fno-inline", program});
  long all = 0, of_line = 0;
  for (const Row& r : rows) {
    if (r.use != "cache") continue;
    all += r.cycles;
    if (r.file == "walks.c" && r.line == 6 && r.function == "walk") of_line += r.cycles;
  }
  CHECK(of_line > all * 9 / 10);
  CHECK(sum(rows, "walk", "polling") == 0);
}
TEST_CASE("the profiles of processes that share a node add up") {
  const std::vector<Row> rows = profile({"-n", "5", "--set", "machine.nodes=2", test_program("slices.c")});
  CHECK(sum(rows, "", "ready") > 0);
}
TEST_CASE("the profiles of a bit of everything add up") {
  for (const char* seed : {"1", "2", "3"})
    profile({"-n", "6", "--set", "machine.nodes=3", "--set", "os.quantum=300us", test_program("soup.c"), seed,
             "2"});
  profile({"-n", "2", "-c", "shrimp-i", SHRIMP_BUILD "/workloads/pingpong", "du", "4100", "10"});
}
TEST_CASE("the profiles of processes that page each other out add up") {
  profile({"-n", "4", "--set", "machine.nodes=2", "--set", "dram.capacity=1MiB", "--set",
           "os.paging.disk_read=1ms", "--set", "os.paging.disk_write=2ms", test_program("thrashes.c"), "3",
           "3"});
}
TEST_CASE("the profiles of programs that notifications interrupt add up") {
  profile({"-n", "2", test_program("notifications/computing.c"), "au", "300", "3"});
  profile({"-n", "2", test_program("notifications/asleep.c"), "du"});
}
TEST_CASE("without a folder the profile goes to stderr") {
  const CommandResult r = run_shrimp({"run", "-q", "--profile", test_program("says_hello.c")});
  CHECK(r.status == 0);
  CHECK(r.err.find("(the whole process)") != std::string::npos);
  CHECK(r.out.find("(the whole process)") == std::string::npos);
}
