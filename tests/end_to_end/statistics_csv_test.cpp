// SPDX-License-Identifier: MIT
// stats.csv says what stats.json says, to every reader of CSV.
#include <map>
#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/end_to_end/command.h"

using namespace shrimp;

namespace {

using Row = std::vector<std::string>;

/// The records of a CSV text by RFC 4180, as another one would read it.
std::vector<Row> records_of(const std::string& text) {
  std::vector<Row> rows(1, Row(1));
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
      rows.back().back() += text[++i];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (quoted) {
      rows.back().back() += c;
    } else if (c == ',') {
      rows.back().emplace_back();
    } else if (c == '\n') {
      rows.emplace_back(1);
    } else if (c != '\r') {
      rows.back().back() += c;
    }
  }
  rows.pop_back();  // behind the last line
  return rows;
}

std::string full_name(const Row& row) {
  return (row[0].empty() ? "" : "node[" + row[0] + "].") + (row[1].empty() ? "" : row[1] + ".") + row[2];
}

void run_pingpong(const std::string& folder) {
  const CommandResult r =
      run_shrimp({"run", "-q", "-n", "2", "-o", folder, SHRIMP_BUILD "/workloads/pingpong", "200"});
  INFO(r.err);
  REQUIRE(r.status == 0);
}

}  // namespace

TEST_CASE("stats.csv holds every statistic of stats.json, and nothing else") {
  const TemporaryFolder folder;
  run_pingpong(folder.path());
  const auto json = nlohmann::json::parse(read_file(folder.file("stats.json")));
  const std::vector<Row> rows = records_of(read_file(folder.file("stats.csv")));
  CHECK(rows[0] == Row{"node", "component", "statistic", "value", "unit", "text"});

  std::map<std::string, Row> by_name;
  for (const Row& row : rows) {
    REQUIRE(row.size() == 6);
    by_name[full_name(row)] = row;
  }
  CHECK(by_name.size() == rows.size());  // no name twice
  CHECK(by_name["run.simulated"][3] == std::to_string(json["simulated_ps"].get<std::uint64_t>()));
  CHECK(by_name["run.end"][3] == "0");
  CHECK_THAT(by_name["run.end"][5], Catch::Matchers::Contains("Here: " + json["end"].get<std::string>()));
  for (const auto& p : json["processes"]) {
    const std::string process = "node[" + p["node"].dump() + "].process[" + p["rank"].dump() + "].";
    for (const char* member : {"exit", "instructions", "cycles"})
      CHECK(by_name[process + member][3] == p[member].dump());
  }
  for (const auto& [name, s] : json["stats"].items()) {
    INFO(name);
    REQUIRE(by_name.count(name) == 1);
    CHECK(by_name[name][3] == s["value"].dump());
    CHECK(by_name[name][4] == s["unit"]);
    CHECK(by_name[name][5] == s["text"]);
  }
  const std::size_t header_run_and_processes = 3 + 3 * json["processes"].size();
  CHECK(rows.size() == header_run_and_processes + json["stats"].size());
}

TEST_CASE("python's csv module reads stats.csv as stats.json") {
  if (run_command({"python3", "-c", ""}).status != 0) {
    WARN("there is no python3 here");
    return;
  }
  const TemporaryFolder folder;
  run_pingpong(folder.path());
  const CommandResult r = run_command({"python3", "-c", R"(
import csv, json
stats = json.load(open("stats.json"))["stats"]
rows = list(csv.DictReader(open("stats.csv", newline="")))
name = lambda r: (f"node[{r['node']}]." if r["node"] else "") + (r["component"] + "." if r["component"] else "") + r["statistic"]
table = {name(r): {"value": r["value"], "unit": r["unit"], "text": r["text"]} for r in rows}
print(len(stats) > 100 and all(table[n] == {**s, "value": str(s["value"])} for n, s in stats.items()))
)"},
                                      folder.path());
  INFO(r.err);
  CHECK(r.out == "True\n");
}

TEST_CASE("two runs write the same stats.csv") {
  const TemporaryFolder folder;
  run_pingpong(folder.file("a"));
  run_pingpong(folder.file("b"));
  CHECK((read_file(folder.file("a/stats.csv")) == read_file(folder.file("b/stats.csv"))));
}
