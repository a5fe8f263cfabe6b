// SPDX-License-Identifier: MIT
#include "sim/experiment/report/run_recorder.h"

#include <fmt/format.h>

#include "sim/experiment/report/report_sections.h"
#include "sim/experiment/report/run_sections.h"
#include "sim/experiment/report/utilization_section.h"
#include "sim/report/configuration_section.h"

namespace shrimp {

RunRecorder::RunRecorder(Simulation& simulation)
    : simulation_(simulation),
      explanation_(simulation.machine(), Exchange::any, 0),
      feed_(simulation.machine()) {
  feed_.add(utilization_);
}

void RunRecorder::finish() {
  feed_.finish(simulation_.simulated());
}

std::string RunRecorder::page(const RunReport& report, const Configuration& configuration) {
  const Explained explained = explanation_.result();
  ReportPage page;
  page.title = "A run on " + configuration.machine();
  page.lead = "What ran, what it took, and where the time went.";
  page.made_by = fmt::format("Made by shrimp run --report; configuration {}.", configuration.hash());
  page.sections = {summary_section(report),
                   statistics_section(report),
                   messages_section(explained),
                   utilization_section(utilization_figures("utilization", "this run", utilization_), ""),
                   diagram_section(configuration),
                   configuration_section(configuration)};
  return page.html();
}

}  // namespace shrimp
