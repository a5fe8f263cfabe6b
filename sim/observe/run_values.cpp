// SPDX-License-Identifier: MIT
#include "sim/observe/run_values.h"

#include <fmt/format.h>

#include <stdexcept>

#include "sim/observe/run_report.h"

namespace shrimp {

namespace {

/// In stats.csv it is a number, as all values are: a column of numbers and a word would be none to whoever
/// reads it.
std::string codes_of_ends() {
  std::string codes;
  for (const HowItEnded e :
       {HowItEnded::ended, HowItEnded::stuck, HowItEnded::interrupted, HowItEnded::limit})
    codes += fmt::format("{}{} {}", codes.empty() ? "" : ", ", static_cast<int>(e), name_of(e));
  return codes;
}

}  // namespace

const std::vector<RunValue>& run_values() {
  static const std::vector<RunValue> all = {
      {"run", "simulated", "ps",
       "When the last process ended, or the run got stuck, was interrupted or came to --until.",
       "simulated_ps"},
      {"run", "end", "code", fmt::format("How the run came to its end: {}.", codes_of_ends()), "end"},
      {"run", "window_from", "ps", "Where the statistics begin, if --stats-from or --stats-to says.",
       "window.from_ps"},
      {"run", "window_to", "ps", "Where they end, then.", "window.to_ps"},
      {"process", "program", "text", "The program, without its folder.", "program"},
      {"process", "exit", "status", "Exit status of the process; none if it had not ended.", "exit"},
      {"process", "instructions", "instructions", "Instructions that the process executed.", "instructions"},
      {"process", "cycles", "cycles", "Processor clocks that the process was charged.", "cycles"}};
  return all;
}

const RunValue& run_value(const std::string& component, const std::string& name) {
  for (const RunValue& v : run_values())
    if (v.component == component && v.name == name) return v;
  throw std::logic_error("there is no value " + component + "." + name);
}

}  // namespace shrimp
