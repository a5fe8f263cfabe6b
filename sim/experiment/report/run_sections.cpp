// SPDX-License-Identifier: MIT
#include "sim/experiment/report/run_sections.h"

#include <fmt/format.h>

#include <algorithm>
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

std::vector<ReportCell> row_of(const OfNodes& s, Time simulated) {
  const std::string share =
      s.unit == "ps" && simulated > Time{}
          ? fmt::format("{:.1f} %", 100 * static_cast<double>(s.most) / static_cast<double>(simulated.ps))
          : "";
  return {{s.name, "code"}, has_sum(s.name) ? number_of(s.sum, s.unit) : "",
          unit_of(s.unit),  number_of(s.most, s.unit),
          s.where,          share,
          {s.text, "long"}};
}

ReportTable table_of_statistics(const std::string& caption) {
  return {caption,
          {{"statistic"},
           {"sum of all nodes", true},
           {"unit"},
           {"most", true},
           {"where"},
           {"of the simulated time", true},
           {"meaning"}}};
}

}  // namespace

ReportSection summary_section(const RunReport& report) {
  const auto wrong = std::count_if(report.processes.begin(), report.processes.end(),
                                   [](const ProcessReport& p) { return !p.ended || p.exit != 0; });
  const std::string processes =
      wrong == 0 ? "All processes ended with status 0."
                 : fmt::format("{} of {} processes did not end well.", wrong, report.processes.size());
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
    const ReportCell exit = !p.ended ? ReportCell("still running", "miss")
                                     : ReportCell(fmt::format("{}", p.exit), p.exit == 0 ? "pass" : "miss");
    table.rows.push_back({fmt::format("{}", p.rank), p.program, fmt::format("{}", p.node),
                          fmt::format("{}", p.pid), exit, p.ended ? fmt::format("{}", p.instructions) : "-",
                          p.ended ? fmt::format("{}", p.cycles) : "-"});
  }
  return {"summary", "The run",
          paragraph(fmt::format("{:.3f} us of simulated time. {}{}", report.simulated.us(), end, processes),
                    "summary") +
              table.html()};
}

ReportSection statistics_section(const RunReport& report) {
  const std::map<std::string, OfNodes> all = by_name(*report.statistics);
  ReportTable first = table_of_statistics("What says most of the run");
  for (const char* name : important)
    if (const auto found = all.find(name); found != all.end() && found->second.sum != 0)
      first.rows.push_back(row_of(found->second, report.simulated));
  ReportTable rest = table_of_statistics("All statistics");
  for (const auto& entry : all) rest.rows.push_back(row_of(entry.second, report.simulated));
  return {"statistics", "What was counted",
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
