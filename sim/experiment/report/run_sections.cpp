// SPDX-License-Identifier: MIT
#include "sim/experiment/report/run_sections.h"

#include <fmt/format.h>

#include <map>

#include "sim/experiment/describe/catalogue.h"
#include "sim/experiment/report/report_sections.h"
#include "sim/report/html.h"
#include "sim/report/table.h"

namespace shrimp {

namespace {

/// A statistic of a component that every node may have one of.
struct OfNodes {
  std::string name;  // without its node, "eisa.busy"
  std::string unit;
  std::string text;
  std::uint64_t sum = 0;
  std::uint64_t most = 0;
  std::string where;  // who has the most, "node[1]"
  std::uint64_t count = 0;
};

std::string node_part(const std::string& name) {
  const std::size_t end = name.find("].");
  return name.compare(0, 5, "node[") == 0 && end != std::string::npos ? name.substr(0, end + 1) : "";
}

std::map<std::string, OfNodes> by_name(const StatisticsCollector& statistics) {
  std::map<std::string, OfNodes> all;
  for (const auto& [key, s] : statistics.all()) {
    OfNodes& n = all[canonical(key)];
    n.name = canonical(key);
    n.unit = s.unit;
    n.text = s.text;
    n.sum += s.value;
    ++n.count;
    if (n.where.empty() || s.value > n.most) {
      n.most = s.value;
      n.where = node_part(key).empty() ? "machine" : node_part(key);
    }
  }
  return all;
}

// What says most of a run, in this order.
const char* const important[] = {"packets",
                                 "nic.network_interface_chip.packets_sent",
                                 "nic.incoming_dma_engine.payload",
                                 "nic.deliberate_update_engine.transfers",
                                 "nic.snoop_logic.writes_forwarded",
                                 "eisa.busy",
                                 "xpress.busy",
                                 "nic.deliberate_update_engine.transferring",
                                 "eisa.board.waited",
                                 "eisa.processor.waited",
                                 "pentium.read_wait",
                                 "pentium.store_wait",
                                 "nic.outgoing_fifo.occupancy_max",
                                 "nic.incoming_fifo.occupancy_max",
                                 "nic.outgoing_fifo.threshold_interrupts",
                                 "nic.incoming_fifo.refusals",
                                 "nic.incoming_page_table.faults",
                                 "nic.incoming_page_table.frozen",
                                 "os.interrupt_time",
                                 "os.traps",
                                 "os.context_switches",
                                 "os.notifications_handled",
                                 "os.page_ins"};

std::string number_of(std::uint64_t value, const std::string& unit) {
  return unit == "ps" ? fmt::format("{:.3f}", static_cast<double>(value) / 1e6) : fmt::format("{}", value);
}

/// Greatest values and means do not add up.
bool has_sum(const std::string& name) {
  return name.find("_max") == std::string::npos && name.find("_mean") == std::string::npos;
}

std::string unit_of(const std::string& unit) {
  return unit == "ps" ? "us" : unit;
}

/// `counted`: how long that is of which it was counted.
std::vector<ReportCell> row_of(const OfNodes& s, Time counted) {
  const std::string share =
      s.unit == "ps" && counted > Time{}
          ? fmt::format("{:.1f} %", 100 * static_cast<double>(s.most) / static_cast<double>(counted.ps))
          : "";
  return {{s.name, "code"}, has_sum(s.name) ? number_of(s.sum, s.unit) : "",
          unit_of(s.unit),  number_of(s.most, s.unit),
          s.where,          share,
          {s.text, "long"}};
}

ReportTable table_of_statistics(const std::string& caption, bool of_window) {
  return {caption,
          {{"statistic"},
           {"sum of all nodes", true},
           {"unit"},
           {"most", true},
           {"where"},
           {of_window ? "of the window" : "of the simulated time", true},
           {"meaning"}}};
}

/// What the counts are of, if not of the whole run; as a paragraph.
std::string window_note(const RunReport& report) {
  if (!report.window) return "";
  const WindowReport& w = *report.window;
  if (!w.begun)
    return paragraph("The window of the statistics never began: they are of the whole run.", "note");
  return paragraph(
      fmt::format("Statistics, and the instructions and cycles of processes, are of the window "
                  "from {:.3f} us to {:.3f} us, {:.3f} us long; messages, buses and FIFOs are of "
                  "the whole run.",
                  w.from.us(), w.to.us(), w.length().us()),
      "note");
}

std::string how_processes_ended(const std::vector<ProcessReport>& processes) {
  std::size_t going = 0, wrong = 0;
  for (const ProcessReport& p : processes) {
    going += p.ended ? 0 : 1;
    wrong += p.ended && p.exit != 0 ? 1 : 0;
  }
  std::string text;
  if (wrong > 0) text += fmt::format("{} of {} processes did not end well. ", wrong, processes.size());
  if (going > 0) text += fmt::format("{} of {} processes had not ended. ", going, processes.size());
  if (text.empty()) return "All processes ended with status 0.";
  text.pop_back();
  return text;
}

}  // namespace

ReportSection summary_section(const RunReport& report) {
  const std::string end = report.end == HowItEnded::interrupted ? "The run was interrupted. "
                          : report.end == HowItEnded::stuck     ? "The run was stuck. "
                          : report.end == HowItEnded::limit     ? "The run ended where --until says. "
                                                                : "";
  ReportTable table{"Processes",
                    {{"rank"},
                     {"program"},
                     {"node", true},
                     {"pid", true},
                     {"exit status"},
                     {"instructions", true},
                     {"cycles", true}}};
  for (const ProcessReport& p : report.processes) {
    const ReportCell exit = !p.ended
                                ? ReportCell("had not ended", report.end == HowItEnded::limit ? "" : "miss")
                                : ReportCell(fmt::format("{}", p.exit), p.exit == 0 ? "pass" : "miss");
    table.rows.push_back({fmt::format("{}", p.rank), p.program, fmt::format("{}", p.node),
                          fmt::format("{}", p.pid), exit, fmt::format("{}", p.instructions),
                          fmt::format("{}", p.cycles)});
  }
  return {"summary", "The run",
          paragraph(fmt::format("{:.3f} us of simulated time. {}{}", report.simulated.us(), end,
                                how_processes_ended(report.processes)),
                    "summary") +
              window_note(report) + table.html()};
}

ReportSection statistics_section(const RunReport& report) {
  const std::map<std::string, OfNodes> all = by_name(*report.statistics);
  const bool of_window = report.window && report.window->begun;
  ReportTable first = table_of_statistics("What says most of the run", of_window);
  for (const char* name : important)
    if (const auto found = all.find(name); found != all.end() && found->second.sum != 0)
      first.rows.push_back(row_of(found->second, report.counted()));
  ReportTable rest = table_of_statistics("All statistics", of_window);
  for (const auto& entry : all) rest.rows.push_back(row_of(entry.second, report.counted()));
  return {"statistics", "What was counted",
          window_note(report) +
              paragraph("Times of waiting are sums, in which several waits at a time count several times. "
                        "stats.json and stats.csv beside this page "
                        "have each node's own values.",
                        "note") +
              first.html() + folded("All statistics, by name", rest.html())};
}

ReportSection messages_section(const Explained& e) {
  std::string remark;
  if (e.automatic.messages() + e.deliberate.messages() == 0)
    remark = "No message was seen by a load of a program.";
  if (e.overwritten > 0)
    remark = fmt::format(
        "{}{} messages are not counted: the next one was written over them before a load saw them.",
        remark.empty() ? "" : remark + " ", e.overwritten);
  return waterfalls_section({{"waterfall-au", "Messages by automatic update", &e.automatic},
                             {"waterfall-du", "Messages by deliberate update", &e.deliberate}},
                            remark);
}

}  // namespace shrimp
