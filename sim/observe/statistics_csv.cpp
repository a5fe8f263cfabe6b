// SPDX-License-Identifier: MIT
#include "sim/observe/statistics_csv.h"

#include <fmt/format.h>

#include "sim/observe/csv.h"
#include "sim/observe/run_values.h"

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

std::string told_line(const RunValue& v, const std::string& node, const std::string& component,
                      const std::string& value) {
  return csv_line({node, component, v.name, value, v.unit, v.text});
}

std::string run_line(const char* name, const std::string& value) {
  return told_line(run_value("run", name), "", "run", value);
}

/// With the word that stands for the number.
std::string end_line(HowItEnded end) {
  RunValue v = run_value("run", "end");
  v.text += fmt::format(" Here: {}.", name_of(end));
  return told_line(v, "", "run", std::to_string(static_cast<int>(end)));
}

void add_process(std::string& csv, const ProcessReport& p) {
  const auto row = [&](const char* name, const std::string& value) {
    csv += told_line(run_value("process", name), std::to_string(p.node), fmt::format("process[{}]", p.rank),
                     value);
  };
  row("exit", p.ended ? std::to_string(p.exit) : "");
  row("instructions", std::to_string(p.instructions));
  row("cycles", std::to_string(p.cycles));
}

void add_window(std::string& csv, const WindowReport& w) {
  csv += run_line("window_from", w.begun ? std::to_string(w.from.ps) : "");
  csv += run_line("window_to", w.begun ? std::to_string(w.to.ps) : "");
}

}  // namespace

std::string stats_csv(const RunReport& report) {
  std::string csv = csv_line({"node", "component", "statistic", "value", "unit", "text"});
  csv += run_line("simulated", std::to_string(report.simulated.ps));
  csv += end_line(report.end);
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
