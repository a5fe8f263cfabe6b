// SPDX-License-Identifier: MIT
// Running a trial and judging what it said.
//
// Programs say `conforms ID`, or another word if what is expected is not that but, say, an error:
// `unsupported ID`, `SBL_ENotImported ID`. They say `breaks ID: why` if the sentence does not hold,
// `survived ID` if they live on after what should have ended them, `unharmed`, or `harmed: how`, as a victim.
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>

#include "tests/end_to_end/command.h"
#include "tests/trials/trial.h"

namespace shrimp {

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

bool begins_with(const std::string& line, const std::string& word) {
  return line.compare(0, word.size(), word) == 0;
}

int count_lines(const std::vector<std::string>& lines, const std::string& part) {
  int n = 0;
  for (const std::string& line : lines) n += line.find(part) != std::string::npos;
  return n;
}

CommandResult run(const TrialList& list, const Trial& trial, const std::string& machine,
                  const std::vector<std::string>& arguments, const std::string& folder) {
  std::vector<std::string> command{"run", "--quiet", "-c", machine, "-n", std::to_string(trial.processes)};
  for (const std::string& s : trial.settings) command.insert(command.end(), {"--set", s});
  if (!folder.empty()) command.insert(command.end(), {"-o", folder});
  command.push_back(list.program(trial).string());
  for (const std::string& a : arguments)
    command.push_back(a == "{program}" ? list.program(trial).string() : a);
  return run_shrimp(command);
}

/// How the processes ended, against how they should; empty if so.
std::string wrong_end(const Trial& trial, const CommandResult& r) {
  const std::vector<std::string> said = lines_of(r.err);
  const std::string words = said.empty() ? "" : ", " + said.front();
  const int ended_badly = count_lines(said, " pid ");
  const int deaths = count_lines(said, "ended by SIGSEGV") + count_lines(said, "ended by SIGBUS");
  const int status = trial.deaths == 0 || (trial.deaths < 0 && deaths == 0) ? 0 : 1;
  if (r.status != status) return fmt::format("exit status {}{}", r.status, words);
  if ((trial.deaths >= 0 && deaths != trial.deaths) || ended_badly != deaths)
    return fmt::format("{} processes ended by a fault instead of {}{}", deaths, trial.deaths, words);
  if (r.err.find(trial.says) == std::string::npos) return fmt::format("'{}' was not said", trial.says);
  return "";
}

std::string complaint(const Trial& trial, const std::vector<std::string>& said) {
  for (const std::string& line : said)
    for (const std::string& word :
         {"breaks " + trial.id + ":", "survived " + trial.id, std::string("harmed:")})
      if (begins_with(line, word)) return line;
  const int unharmed = count_lines(said, "unharmed");
  if (unharmed < trial.unharmed)
    return fmt::format("{} victims unharmed instead of {}", unharmed, trial.unharmed);
  return "";
}

std::int64_t statistic(const std::string& folder, const std::string& name) {
  const nlohmann::json j = nlohmann::json::parse(read_file(folder + "/stats.json"));
  if (begins_with(name, "processes[")) {
    const std::size_t rank = std::stoul(name.substr(name.find('[') + 1));
    return j.at("processes").at(rank).at(name.substr(name.find('.') + 1)).get<std::int64_t>();
  }
  return j.at("stats").at(name).at("value").get<std::int64_t>();
}

/// The outcome of a trial whose program conforms.
std::string outcome_of_growth(const TrialList& list, const Trial& trial, const std::string& machine,
                              const std::string& folder) {
  const Growth& g = trial.growth;
  const TemporaryFolder before;
  const CommandResult r = run(list, trial, machine, g.from, before.path());
  if (const std::string why = wrong_end(trial, r); !why.empty()) return "breaks: " + why;
  const std::int64_t grown = statistic(folder, g.of) - statistic(before.path(), g.of);
  if (grown >= g.at_least && grown <= g.at_most) return "conforms";
  if (grown > g.at_most && !g.beyond.empty()) return g.beyond;
  return fmt::format("breaks: {} grew by {}, which is not from {} to {}", g.of, grown, g.at_least, g.at_most);
}

/// The word of the lines that name the trial. One of another word than "conforms" is told.
std::string word_of(const Trial& trial, const std::vector<std::string>& said) {
  std::string word;
  for (const std::string& line : said) {
    const std::size_t space = line.find(' ');
    if (space == std::string::npos || line.substr(space + 1) != trial.id) continue;
    if (word.empty() || word == "conforms") word = line.substr(0, space);
  }
  return word;
}

}  // namespace

std::string outcome_of(const TrialList& list, const Trial& trial, const std::string& machine) {
  std::optional<TemporaryFolder> folder;
  if (trial.growth.asked) folder.emplace();
  const CommandResult r = run(list, trial, machine, trial.arguments, folder ? folder->path() : "");
  const std::vector<std::string> said = lines_of(r.out);
  std::string why = wrong_end(trial, r);
  if (const std::string more = complaint(trial, said); !more.empty())
    why = why.empty() ? more : more + "; " + why;
  const std::string word = word_of(trial, said);
  if (why.empty() && word.empty()) why = "the program does not name the sentence";
  if (!why.empty()) return "breaks: " + why;
  return folder && word == "conforms" ? outcome_of_growth(list, trial, machine, folder->path()) : word;
}

std::filesystem::path result_file(const std::filesystem::path& results, const Trial& trial,
                                  const std::string& machine) {
  return results / machine / trial.id;
}

}  // namespace shrimp
