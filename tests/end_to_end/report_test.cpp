// SPDX-License-Identifier: MIT
// The pages of `reproduce --report` and `run --report`, read by a strict parser and opened in a real browser.
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include "tests/catch.h"
#include "tests/end_to_end/chromium.h"
#include "tests/end_to_end/command.h"
#include "tests/end_to_end/patience.h"

using namespace shrimp;
using Catch::Matchers::Contains;

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t greatest_page = 2'000'000;  // bytes
const std::string pingpong = SHRIMP_BUILD "/workloads/pingpong";

pugi::xml_document page_in(const std::string& folder) {
  pugi::xml_document page;
  const pugi::xml_parse_result parsed = page.load_file((folder + "/index.html").c_str());
  INFO(parsed.description() << " at " << parsed.offset);
  REQUIRE(parsed);
  return page;
}

void check_in_browser(const std::string& folder) {
  for (const int width : {360, 1000})
    for (const ColourScheme colours : {ColourScheme::light, ColourScheme::dark})
      CHECK(findings_in_chromium(folder + "/index.html", width, colours) ==
            fmt::format("{} px, {}: checked", width, colours == ColourScheme::dark ? "dark" : "light"));
}

/// The cells of a row of a table, by the text of its heading.
std::vector<std::string> row_of(const pugi::xml_document& page, const std::string& caption,
                                const std::string& name) {
  const pugi::xml_node row =
      page.select_node(("//table[caption='" + caption + "']//tr[th='" + name + "']").c_str()).node();
  std::vector<std::string> cells;
  for (const pugi::xml_node cell : row.children("td")) cells.emplace_back(cell.text().get());
  return cells;
}

std::vector<std::string> sections_of(const pugi::xml_document& page) {
  std::vector<std::string> ids;
  for (const pugi::xpath_node& s : page.select_nodes("//main/section"))
    ids.emplace_back(s.node().attribute("id").value());
  return ids;
}

std::size_t figures_of(const pugi::xml_document& page, const std::string& section) {
  return page.select_nodes(("//section[@id='" + section + "']//figure").c_str()).size();
}

/// Every row of the JSON stands in the page, with the same values and verdict.
void check_rows(const pugi::xml_document& page, const std::string& json) {
  for (const auto& row : nlohmann::json::parse(json)) {
    const std::string id = row["id"];
    INFO(id);
    const std::vector<std::string> cells = row_of(page, "Published and simulated values", id);
    REQUIRE(cells.size() == 10);
    CHECK(cells[1] == fmt::format("{:.3f}", row["simulated"].get<double>()));
    CHECK(cells[2] == row["unit"].get<std::string>());
    const bool prediction = row["set"] == "prediction";
    CHECK(cells[4] == (prediction ? "not published" : row["pass"].get<bool>() ? "pass" : "MISS"));
    CHECK(cells[7] == row["set"].get<std::string>());
    CHECK(cells[8] == row["tag"].get<std::string>());
    CHECK(cells[9] == row["source"].get<std::string>());
  }
}

}  // namespace

TEST_CASE("the browser's check finds what it looks for") {
  const std::string findings =
      findings_in_chromium(SHRIMP_SOURCE "/tests/end_to_end/pages/bad_page.html", 360, ColourScheme::light);
  for (const char* finding : {"does not say its language",
                              "the page is 20",
                              "too wide",
                              "has a script",
                              "needs another file: missing.png",
                              "id twice is not unique",
                              "a link to nowhere: #nowhere",
                              "skips a level",
                              "not one main",
                              "does not skip to the content",
                              "a picture without a name",
                              "without a caption",
                              "without scope",
                              "too few cells",
                              "cannot scroll",
                              "out of a keyboard's reach",
                              "contrast of a text",
                              "letters of",
                              "leaves its picture",
                              "a complaint"})
    CHECK_THAT(findings, Contains(finding));
}

TEST_CASE("the whole report of reproduce has all its parts and is the same everywhere") {
  const TemporaryFolder folder;
  const CommandResult r =
      run_shrimp({"reproduce", "--report", folder.path(), "--json", folder.file("rows.json")});
  INFO(r.out << r.err);
  REQUIRE(r.status == 0);
  CHECK_THAT(r.err, Contains("wrote " + folder.file("index.html")));
  CHECK(fs::file_size(folder.file("index.html")) < greatest_page);
  const pugi::xml_document page = page_in(folder.path());
  CHECK(sections_of(page) == std::vector<std::string>{"published", "waterfall", "curves", "libraries",
                                                      "utilization", "machine", "configuration"});
  CHECK(figures_of(page, "waterfall") == 2);
  CHECK(figures_of(page, "curves") == 2);
  CHECK(figures_of(page, "libraries") == 3);
  CHECK(figures_of(page, "utilization") == 4);
  CHECK(figures_of(page, "machine") == 1);
  check_rows(page, read_file(folder.file("rows.json")));
  // Automatic update in three modes, deliberate update on two boards.
  const auto word = row_of(page, "Latency against size of the message", "4");
  REQUIRE(word.size() == 5);
  CHECK(word[0] == row_of(page, "Published and simulated values", "au.latency.wt")[1]);
  CHECK(word[3] == row_of(page, "Published and simulated values", "du.latency")[1]);
  for (const std::string& mb_per_s : row_of(page, "Bandwidth against size of the message", "4096"))
    CHECK(std::strtod(mb_per_s.c_str(), nullptr) > 1);
  check_in_browser(folder.path());
}

TEST_CASE("a report of some rows is quick, and shows a miss as a miss") {
  const TemporaryFolder folder;
  const CommandResult r = run_shrimp({"reproduce", "sw.overhead", "sw.overhead.du", "-c", "shrimp-i", "--set",
                                      "mesh.hop_latency=30ns", "--report", folder.file("a")});
  INFO(r.err);
  const pugi::xml_document page = page_in(folder.file("a"));
  CHECK(sections_of(page) ==
        std::vector<std::string>{"published", "waterfall", "utilization", "machine", "configuration"});
  CHECK(row_of(page, "Published and simulated values", "sw.overhead")[4] == "not possible");
  CHECK(row_of(page, "Published and simulated values", "sw.overhead.du")[4] == "MISS");
  CHECK_THAT(page.child("html").child("body").child("header").child("h1").text().get(),
             Contains("shrimp-i with mesh.hop_latency=30ns"));
  CHECK(figures_of(page, "waterfall") == 1);
}

TEST_CASE("the report of a run says what ran and what it counted, and changes nothing") {
  const TemporaryFolder folder;
  for (const bool report : {true, false}) {
    std::vector<std::string> words{"run", "-q", "-o", folder.file(report ? "with" : "without")};
    if (report) words.emplace_back("--report");
    words.insert(words.end(), {"-n", "2", pingpong, "au", "64", "200"});
    const CommandResult r = run_shrimp(words);
    INFO(r.err);
    REQUIRE(r.status == 0);
    CHECK(r.err.empty());
  }
  CHECK((statistics_text(folder.file("with/stats.json")) ==
         statistics_text(folder.file("without/stats.json"))));
  const pugi::xml_document page = page_in(folder.file("with"));
  CHECK(sections_of(page) == std::vector<std::string>{"summary", "statistics", "waterfall", "utilization",
                                                      "machine", "configuration"});
  const auto stats = nlohmann::json::parse(read_file(folder.file("with/stats.json")));
  CHECK(row_of(page, "Processes", "1").at(4) == stats["processes"][1]["instructions"].dump());
  CHECK(row_of(page, "What says most of the run", "packets").at(0) ==
        stats["stats"]["packets"]["value"].dump());
  CHECK(figures_of(page, "waterfall") == 1);
  check_in_browser(folder.file("with"));
}

TEST_CASE("a run without messages has a report, and so has one that failed") {
  const TemporaryFolder folder;
  CHECK(run_shrimp({"run", "-q", "-o", folder.path(), "--report", test_program("says_hello.c")}).status == 0);
  const pugi::xml_document page = page_in(folder.path());
  CHECK(figures_of(page, "waterfall") == 0);
  CHECK_THAT(read_file(folder.file("index.html")), Contains("No message was seen by a load of a program."));
  check_in_browser(folder.path());
  CHECK(run_shrimp({"run", "-q", "-o", folder.file("b"), "--report", pingpong, "nonsense"}).status == 1);
  CHECK_THAT(read_file(folder.file("b/index.html")), Contains("1 of 1 processes did not end well."));
}

TEST_CASE("a report of a window divides by the window, and says which it is") {
  const TemporaryFolder folder;
  REQUIRE(run_shrimp({"run", "-q", "-n", "2", "-o", folder.path(), "--report", "--stats-from", "4ms",
                      pingpong, "au", "4", "100"})
              .status == 0);
  const pugi::xml_document page = page_in(folder.path());
  const auto stats = nlohmann::json::parse(read_file(folder.file("stats.json")));
  const auto in_stats = [&](const char* name) { return stats["stats"][name]["value"].get<double>(); };
  const double window = stats["window"]["to_ps"].get<double>() - stats["window"]["from_ps"].get<double>();
  const double busy = std::max(in_stats("node[0].eisa.busy"), in_stats("node[1].eisa.busy"));
  CHECK(busy > 0);
  CHECK(window < stats["simulated_ps"].get<double>() / 2);
  CHECK(row_of(page, "What says most of the run", "eisa.busy").at(4) ==
        fmt::format("{:.1f} %", 100 * busy / window));
  const std::string text = read_file(folder.file("index.html"));
  CHECK_THAT(text, Contains("of the window") && !Contains("of the simulated time"));
  CHECK_THAT(text, Contains(fmt::format("from 4000.000 us to {:.3f} us, {:.3f} us long",
                                        stats["window"]["to_ps"].get<double>() / 1e6, window / 1e6)));
  CHECK(row_of(page, "Processes", "1").at(4) == stats["processes"][1]["instructions"].dump());
}

TEST_CASE("a report of a run that ended before its processes tells what they had come to") {
  const TemporaryFolder folder;
  const auto summary_of = [&](const std::vector<std::string>& options) {
    std::vector<std::string> words{"run", "-q", "-n", "2", "-o", folder.path(), "--report"};
    words.insert(words.end(), options.begin(), options.end());
    run_shrimp(words);
    const pugi::xml_document page = page_in(folder.path());
    const auto stats = nlohmann::json::parse(read_file(folder.file("stats.json")));
    for (const int rank : {0, 1}) {
      const std::vector<std::string> cells = row_of(page, "Processes", std::to_string(rank));
      CHECK(cells.at(3) == "had not ended");
      CHECK(stats["processes"][rank]["exit"].is_null());
      CHECK(stats["processes"][rank]["instructions"].get<std::uint64_t>() > 1000);
      CHECK(cells.at(4) == stats["processes"][rank]["instructions"].dump());
      CHECK(cells.at(5) == stats["processes"][rank]["cycles"].dump());
    }
    return std::string(page.select_node("//section[@id='summary']/p").node().text().get());
  };
  CHECK_THAT(summary_of({"--until", "3900us", pingpong, "au", "4", "100"}),
             Contains("The run ended where --until says. 2 of 2 processes had not ended."));
  CHECK_THAT(summary_of({"--set", "faults.stuck_receiver.stuck=true", "--set", "faults.stuck_receiver.node=1",
                         "--set", "faults.stuck_receiver.from=4ms", "--set", "run.stuck_after=10ms",
                         test_program("floods.c")}),
             Contains("The run was stuck. 2 of 2 processes had not ended."));
}

TEST_CASE("a report that cannot be written is told in a sentence, and what was found is kept") {
  const TemporaryFolder folder;
  const auto complaint = [](const std::vector<std::string>& words) {
    const CommandResult r = run_shrimp(words);
    CHECK(r.status == 2);
    return r.err;
  };
  CHECK_THAT(complaint({"reproduce", "--report", "/proc/report"}),
             Contains("cannot be made") && Contains("Name one"));
  CHECK_THAT(complaint({"run", "-o", "/proc/report", "--report", pingpong}), Contains("cannot be made"));
  CHECK_THAT(complaint({"run", "--report", pingpong}), Contains("--report requires --output"));
  CHECK_THAT(complaint({"sweep", "-o", folder.file("s"), "--vary", "run.seed=1,2", "--", "reproduce",
                        "--report", "x"}),
             Contains("--report belongs to one reproduction"));
  fs::create_directory(folder.file("full"));
  fs::create_symlink("/dev/full", folder.file("full/index.html"));
  CHECK_THAT(
      complaint({"run", "-q", "-o", folder.file("full"), "--report", "-n", "2", pingpong, "au", "4", "10"}),
      Contains("index.html' cannot be written: No space left on device. Make room"));
  CHECK(fs::exists(folder.file("full/stats.json")));
  const CommandResult r = run_shrimp({"reproduce", "sw.overhead", "--report", folder.file("full")});
  CHECK(r.status == 2);
  CHECK_THAT(r.err, Contains("index.html' cannot be written: No space left on device. Make room"));
  CHECK_THAT(r.out, Contains("sw.overhead"));
}

TEST_CASE("a report and a trace of one run are what they are alone") {
  const TemporaryFolder folder;
  for (const std::string how : {"both", "report", "trace"}) {
    std::vector<std::string> words{"run", "-q", "-o", folder.file(how)};
    if (how != "trace") words.emplace_back("--report");
    if (how != "report") words.insert(words.end(), {"--trace", "vcd"});
    words.insert(words.end(), {"-n", "2", pingpong, "du", "64", "20"});
    REQUIRE(run_shrimp(words).status == 0);
  }
  CHECK((read_file(folder.file("both/index.html")) == read_file(folder.file("report/index.html"))));
  CHECK((read_file(folder.file("both/trace.vcd")) == read_file(folder.file("trace/trace.vcd"))));
}

TEST_CASE("Ctrl-C ends what is measured, and the report is written") {
  const TemporaryFolder folder;
  const auto interrupted = [&](const std::string& command, const std::string& until) {
    return run_command({"sh", "-c",
                        patience + SHRIMP_BUILD "/shrimp " + command + " > out & p=$!; patiently " + until +
                            "; sleep 0.5; kill -INT $p; wait $p"},
                       folder.path());
  };
  CHECK(interrupted("run -q -o run --report " + test_program("never_ends.c") + " compute", "come out begun")
            .status == 130);
  CHECK_THAT(read_file(folder.file("run/index.html")),
             Contains("The run was interrupted. 1 of 1 processes had not ended."));
  page_in(folder.file("run"));

  fs::remove(folder.file("out"));
  const CommandResult rows = interrupted("reproduce --report rows", "heeds 15");
  CHECK(rows.status == 130);
  CHECK_THAT(rows.err, Contains("interrupted by Ctrl-C"));
  const pugi::xml_document page = page_in(folder.file("rows"));
  CHECK(row_of(page, "Published and simulated values", "du.curve.8192").at(4) == "interrupted");
  CHECK_THAT(page.select_node("//section[@id='curves']/p").node().text().get(), Contains("interrupted"));
}

TEST_CASE("without gnuplot a report is refused before anything is measured") {
  const TemporaryFolder folder;
  const CommandResult r = run_command({SHRIMP_BUILD "/shrimp", "reproduce", "--report", folder.path()}, "",
                                      {{"PATH", folder.path()}});
  CHECK(r.status == 2);
  CHECK(r.out.empty());
  CHECK_THAT(r.err, Contains("apt-get install gnuplot-nox"));
}
