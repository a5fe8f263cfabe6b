// SPDX-License-Identifier: MIT
// The tables of a page, from the outcomes that the runs left.
#include <fmt/format.h>

#include <stdexcept>

#include "tests/end_to_end/command.h"
#include "tests/trials/trial.h"

namespace shrimp {

namespace {

namespace fs = std::filesystem;

const char* const machines[] = {"shrimp-ii", "shrimp-i"};

/// What a result is older than, it does not speak of.
bool is_stale(const fs::path& result, const std::vector<fs::path>& makers) {
  for (const fs::path& maker : makers)
    if (fs::last_write_time(result) < fs::last_write_time(maker)) return true;
  return false;
}

struct Tally {
  int trials = 0;
  int as_expected[2] = {0, 0};
  int exceptions[2] = {0, 0};
};

std::string cell(const TrialList& list, const Expectation& expected, const std::string& outcome) {
  if (outcome != expected.outcome) return "**" + (outcome.empty() ? "not run" : outcome) + "**";
  const auto known = list.words.find(outcome);
  const std::string words = known == list.words.end() ? "`" + outcome + "`" : known->second;
  return expected.reason.empty() ? words : words + ": " + expected.reason;
}

std::string row(const TrialList& list, const Trial& trial, const std::string& programs,
                const std::vector<fs::path>& makers, const fs::path& results, Tally& tally) {
  std::string line =
      fmt::format("| [{}]({}/{}): {} | {} |", trial.id, programs, trial.program, trial.text, trial.source);
  std::vector<fs::path> all = makers;
  all.push_back(list.program(trial));
  ++tally.trials;
  for (int m = 0; m < 2; ++m) {
    const fs::path file = result_file(results, trial, machines[m]);
    const std::string outcome = fs::exists(file) && !is_stale(file, all) ? read_file(file.string()) : "";
    const Expectation expected = trial.expected_on(machines[m]);
    if (outcome == expected.outcome) ++(expected.reason.empty() ? tally.as_expected : tally.exceptions)[m];
    line += " " + cell(list, expected, outcome) + " |";
  }
  return line + "\n";
}

}  // namespace

std::string page_with_tables(const std::string& page, const TrialList& list, const fs::path& list_file,
                             const fs::path& results) {
  const std::string begin = "<!-- tables -->\n", end = "<!-- end of tables -->\n";
  const std::size_t from = page.find(begin), to = page.find(end);
  if (from == std::string::npos || to == std::string::npos)
    throw std::runtime_error("the page has no marks for its tables");
  const std::vector<fs::path> makers{list_file, SHRIMP_BUILD "/shrimp", SHRIMP_BUILD "/lib/libvmmc.a",
                                     SHRIMP_BUILD "/lib/libshrimp_runtime.a"};
  const std::string programs = "../" + (list.folder / "programs").lexically_relative(SHRIMP_SOURCE).string();
  Tally tally;
  std::string tables;
  for (const Section& section : list.sections) {
    tables += fmt::format("\n{} {}\n\n| {} | {} | SHRIMP-II | SHRIMP-I |\n| --- | --- | --- | --- |\n",
                          list.heading, section.title, list.first_column, list.second_column);
    for (const Trial& t : section.trials) tables += row(list, t, programs, makers, results, tally);
  }
  std::string sum;
  const char* const names[] = {"SHRIMP-II", "SHRIMP-I"};
  for (int m = 0; m < 2; ++m)
    sum += fmt::format("{}{}: {} of {} as stated, {} with an exception", m ? "; " : "", names[m],
                       tally.as_expected[m], tally.trials, tally.exceptions[m]);
  return page.substr(0, from + begin.size()) + "\n" + sum + ".\n" + tables + "\n" + page.substr(to);
}

}  // namespace shrimp
