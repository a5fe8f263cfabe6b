// SPDX-License-Identifier: MIT
// A trial: a simulated program that shows whether one sentence holds, run on one machine.
//
// Lists of trials (tests/conformance/sentences.toml, tests/hostile/attacks.toml) say what is claimed and how
// it is tried; what a page of the documentation says about it is made from what the runs left behind, never
// from the list alone.
#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace shrimp {

/// What the trial should come to on one machine, and the reason where that is not what its section expects.
struct Expectation {
  std::string outcome;
  std::string reason;
};

/// A statistic that may grow by no more than this from the run with the arguments `from` to the trial's own.
struct Growth {
  std::string of;  // a name of stats.json, or processes[RANK].instructions
  std::vector<std::string> from;
  std::int64_t at_least = 0;
  std::int64_t at_most = 0;
  std::string beyond;  // the outcome if it grows by more; empty: the trial fails
  bool asked = false;
};

struct Trial {
  std::string id;
  std::string text;     // the sentence, in our own words
  std::string source;   // its tag, or what stops the attack
  std::string program;  // of the list's folder programs/
  std::vector<std::string> arguments;
  int processes = 2;
  std::vector<std::string> settings;             // for --set
  std::string outcome;                           // expected, see judge() in run.cpp
  std::map<std::string, Expectation> elsewhere;  // by machine, where another one is expected
  int deaths = 0;                                // processes that must end by SIGSEGV
  int unharmed = 0;                              // processes that must say that their memory is unharmed
  std::string says;                              // must stand on standard error
  Growth growth;

  const Expectation expected_on(const std::string& machine) const;
};

struct Section {
  std::string title;
  std::vector<Trial> trials;
};

struct TrialList {
  std::filesystem::path folder;
  std::string heading;  // "##" or "###", before the title of a section
  std::string first_column, second_column;
  std::map<std::string, std::string> words;  // what a cell of the table says for an outcome
  std::vector<Section> sections;

  std::filesystem::path program(const Trial& t) const { return folder / "programs" / t.program; }
  const Trial& find(const std::string& id) const;
};

/// Reads a list; throws std::runtime_error with a sentence if it is not well formed.
TrialList read_trials(const std::filesystem::path& file);

/// Runs the trial. The result is a word, such as "conforms", or "breaks: " and why.
std::string outcome_of(const TrialList& list, const Trial& trial, const std::string& machine);

/// Where a trial's outcome is left for the page.
std::filesystem::path result_file(const std::filesystem::path& results, const Trial& trial,
                                  const std::string& machine);

/// The page with the tables between its marks made anew from the results.
std::string page_with_tables(const std::string& page, const TrialList& list,
                             const std::filesystem::path& list_file, const std::filesystem::path& results);

}  // namespace shrimp
