// SPDX-License-Identifier: MIT
// trials run LIST ID MACHINE RESULTS: runs one trial, leaves its outcome, succeeds if it is the expected one.
// trials page LIST PAGE RESULTS: succeeds if the page's tables are what the runs came to.
#include <fmt/format.h>

#include <exception>
#include <fstream>

#include "tests/end_to_end/command.h"
#include "tests/trials/trial.h"

using namespace shrimp;

namespace {

namespace fs = std::filesystem;

int run_trial(const fs::path& list_file, const std::string& id, const std::string& machine,
              const fs::path& results) {
  const TrialList list = read_trials(list_file);
  const Trial& trial = list.find(id);
  const fs::path file = result_file(results, trial, machine);
  fs::create_directories(file.parent_path());
  fs::remove(file);
  const std::string outcome = outcome_of(list, trial, machine);
  std::ofstream(file) << outcome;
  const std::string expected = trial.expected_on(machine).outcome;
  if (outcome == expected) return 0;
  fmt::print("{} ({}) on {}\n  {}\n  expected: {}\n  came to:  {}\n", id, trial.program, machine, trial.text,
             expected, outcome);
  return 1;
}

int check_page(const fs::path& list_file, const fs::path& page, const fs::path& results) {
  const std::string now = read_file(page.string());
  const std::string made = page_with_tables(now, read_trials(list_file), list_file, results);
  const fs::path copy = results / page.filename();
  fs::create_directories(results);
  std::ofstream(copy) << made;
  if (made == now) return 0;
  fmt::print(
      "{} is not what the runs came to.\n  diff {} {}\n  to make it anew, after the trials before "
      "this test: cp {} {}\n",
      page.string(), page.string(), copy.string(), copy.string(), page.string());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const std::vector<std::string> a(argv + 1, argv + argc);
    if (a.size() == 5 && a[0] == "run") return run_trial(a[1], a[2], a[3], a[4]);
    if (a.size() == 4 && a[0] == "page") return check_page(a[1], a[2], a[3]);
    fmt::print(stderr, "trials run LIST ID MACHINE RESULTS | trials page LIST PAGE RESULTS\n");
  } catch (const std::exception& e) {
    fmt::print(stderr, "trials: {}\n", e.what());
  }
  return 2;
}
