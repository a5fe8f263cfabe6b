// SPDX-License-Identifier: MIT
#include "sim/observe/statistics_csv.h"

#include <fmt/format.h>

#include "sim/observe/csv.h"

namespace shrimp {

namespace {

constexpr std::string_view node_prefix = "node[";

/// Where a statistic's full name says that it belongs.
struct Place {
  std::string node, component, statistic;
};

Place place_of(const std::string& name) {
  Place p;
  std::size_t begin = 0;
  const std::size_t bracket = name.find("].");
  if (name.compare(0, node_prefix.size(), node_prefix) == 0 && bracket != std::string::npos) {
    p.node = name.substr(node_prefix.size(), bracket - node_prefix.size());
    begin = bracket + 2;
  }
  const std::size_t dot = name.rfind('.');
  const bool has_component = dot != std::string::npos && dot > begin;
  if (has_component) p.component = name.substr(begin, dot - begin);
  p.statistic = name.substr(has_component ? dot + 1 : begin);
  return p;
}

void add_process(std::string& csv, const ProcessReport& p) {
  const auto row = [&](const char* statistic, const std::string& value, const char* unit, const char* text) {
    csv += csv_line({std::to_string(p.node), fmt::format("process[{}]", p.rank), statistic,
                     p.ended ? value : "", unit, text});
  };
  row("exit", std::to_string(p.exit), "status", "Exit status of the process.");
  row("instructions", std::to_string(p.instructions), "instructions",
      "Instructions that the process executed.");
  row("cycles", std::to_string(p.cycles), "cycles", "Processor clocks that the process was charged.");
}

/// A number, as all values are: a column of numbers and a word would be none to whoever reads it.
void add_end(std::string& csv, HowItEnded end) {
  std::string codes;
  for (const HowItEnded e :
       {HowItEnded::ended, HowItEnded::stuck, HowItEnded::interrupted, HowItEnded::limit})
    codes += fmt::format("{}{} {}", codes.empty() ? "" : ", ", static_cast<int>(e), name_of(e));
  csv += csv_line({"", "run", "end", std::to_string(static_cast<int>(end)), "code",
                   fmt::format("How the run came to its end, here {}: {}.", name_of(end), codes)});
}

void add_window(std::string& csv, const WindowReport& w) {
  const auto row = [&](const char* statistic, Time t, const char* text) {
    csv += csv_line({"", "run", statistic, w.begun ? std::to_string(t.ps) : "", "ps", text});
  };
  row("window_from", w.from, "Where the statistics begin.");
  row("window_to", w.to, "Where they end.");
}

}  // namespace

std::string stats_csv(const RunReport& report) {
  std::string csv = csv_line({"node", "component", "statistic", "value", "unit", "text"});
  csv += csv_line({"", "run", "simulated", std::to_string(report.simulated.ps), "ps",
                   "When the last process ended, or the run got stuck or was interrupted."});
  add_end(csv, report.end);
  if (report.window) add_window(csv, *report.window);
  for (const ProcessReport& p : report.processes) add_process(csv, p);
  if (!report.statistics) return csv;
  for (const auto& [name, s] : report.statistics->all()) {
    const Place p = place_of(name);
    csv += csv_line({p.node, p.component, p.statistic, std::to_string(s.value), s.unit, s.text});
  }
  return csv;
}

}  // namespace shrimp
