// SPDX-License-Identifier: MIT
#include "sim/experiment/report/reproduce_report.h"

#include <fmt/format.h>

#include <cctype>

#include "sim/experiment/explain/explain_runs.h"
#include "sim/experiment/interruption.h"
#include "sim/experiment/output_file.h"
#include "sim/experiment/report/report_sections.h"
#include "sim/experiment/report/size_curves.h"
#include "sim/experiment/report/utilization_section.h"
#include "sim/experiment/runs_progress.h"
#include "sim/machine/machine_configuration.h"
#include "sim/report/configuration_section.h"
#include "sim/report/html.h"

namespace shrimp {

namespace {

void append(std::vector<SizeCurve>& to, const std::vector<SizeCurve>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

/// What `evaluate` makes of the laboratory's runs, once they are made.
template <class Evaluate>
auto measured(Laboratory& laboratory, Evaluate&& evaluate) {
  evaluate();  // notes the runs
  RunsProgress progress;
  laboratory.make_runs(workers_of_host(), &progress);
  return evaluate();
}

SizeCurves measured_curves(Laboratory& laboratory, const std::string& name) {
  return measured(laboratory, [&] { return size_curves(laboratory, name); });
}

/// Those of the machine, and of the other board as it is shipped.
SizeCurves curves_of_both_boards(const std::string& name, Laboratory& laboratory,
                                 const Installation& installation) {
  SizeCurves curves = measured_curves(laboratory, name);
  const std::string other = laboratory.automatic_update() ? "shrimp-i" : "shrimp-ii";
  MachineParameters parameters;
  load_machine(other, {}, installation.machines, 2, parameters);
  Laboratory other_laboratory(parameters, installation.workloads);
  const SizeCurves others = measured_curves(other_laboratory, other);
  append(curves.latency, others.latency);
  append(curves.bandwidth, others.bandwidth);
  return curves;
}

std::string capitalized(std::string text) {
  text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

ReportSection one_word_section(const MachineName& machine, const Installation& installation) {
  const std::vector<ExplainedRun> runs = one_word_ping_pongs(machine, installation);
  ExplainRuns maker("reproduce --report", installation, "", runs);
  const std::vector<Explained>& results = maker.make();
  for (std::size_t i = 0; i < runs.size(); ++i)
    if (maker.statuses()[i] != exit_success)
      throw UsageError(fmt::format("shrimp reproduce --report: the run of '{}' failed", runs[i].title));
  std::vector<Waterfall> waterfalls;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const bool automatic = results[i].automatic.messages() > 0;
    waterfalls.push_back({automatic ? "waterfall-au" : "waterfall-du", capitalized(runs[i].title),
                          automatic ? &results[i].automatic : &results[i].deliberate});
  }
  return waterfalls_section(
      waterfalls,
      fmt::format("The first {} rounds of each run are left out here, and are part of the latencies in "
                  "the table above, so that these may differ in the last digits.",
                  runs.front().rounds_left_out));
}

/// The sections that are measured one after the other, until somebody interrupts.
class MeasuredSections {
 public:
  explicit MeasuredSections(ReportPage& page) : page_(page) {}

  template <class Measure>
  void add(const std::string& id, const std::string& heading, Measure&& measure) {
    if (Interruption::signal() == 0) {
      try {
        page_.sections.push_back(measure());
        return;
      } catch (const Interrupted&) {
      } catch (const RunFailed& e) {  // this machine does not come to its end; other sections may
        page_.sections.push_back({id, heading, paragraph(fmt::format("Not measured: {}.", e.what()))});
        return;
      }
    }
    page_.sections.push_back({id, heading, paragraph("Not measured: the reproduction was interrupted.")});
  }

 private:
  ReportPage& page_;
};

}  // namespace

void write_report(const ReproduceOptions& options, const Installation& installation,
                  const Configuration& configuration, Laboratory& laboratory,
                  const std::vector<ReproducedNumber>& numbers) {
  const MachineName machine = machine_name(options.machine, options.sets);
  ReportPage page;
  page.title = "SHRIMP reproduced: " + machine.text;
  page.lead = "What the papers published beside what the simulator measures, and where the time goes.";
  page.made_by = fmt::format("Made by shrimp reproduce --report; configuration {}.", configuration.hash());
  page.sections.push_back(numbers_section(numbers));
  MeasuredSections sections(page);
  sections.add("waterfall", "Where the time of a message goes",
               [&] { return one_word_section(machine, installation); });
  const std::string name = options.sets.empty() ? configuration.machine() : "this machine";
  if (options.ids.empty())
    sections.add("curves", "Latency and bandwidth",
                 [&] { return curves_section(curves_of_both_boards(name, laboratory, installation)); });
  if (options.ids.empty())
    sections.add("libraries", "Libraries", [&] {
      return libraries_section(measured(laboratory, [&] { return library_curves(laboratory); }));
    });
  sections.add("utilization", "Buses and FIFOs over time", [&] {
    return utilization_section(stream_utilization(laboratory.parameters(), installation),
                               "The receiver checks each word of the first messages, then looks on while the "
                               "stream that is timed runs, and checks what it holds at the end.");
  });
  page.sections.push_back(diagram_section(configuration));
  page.sections.push_back(configuration_section(configuration));
  write_file(options.report_folder + "/index.html", page.html());
  fmt::print(stderr, "shrimp: wrote {}/index.html\n", options.report_folder);
}

}  // namespace shrimp
