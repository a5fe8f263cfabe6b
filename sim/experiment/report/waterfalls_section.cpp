// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "sim/experiment/explain/explain.h"
#include "sim/experiment/report/report_sections.h"
#include "sim/observe/step.h"
#include "sim/report/html.h"
#include "sim/report/plot_drawing.h"
#include "sim/report/table.h"

namespace shrimp {

namespace {

/// Where a step is made, for its colour: the first block that it names decides.
struct Place {
  const char* name;
  std::vector<std::string> blocks;
};
const std::vector<Place>& places() {
  static const std::vector<Place> all = {{"processor and program", {"program", "library", "pentium"}},
                                         {"memory bus", {"xpress", "dram"}},
                                         {"EISA bus", {"bridge", "eisa"}},
                                         {"network interface", {"nic"}},
                                         {"mesh", {"mesh"}}};
  return all;
}

std::size_t place_of(const Step& step) {
  const std::string block(step.block.substr(0, step.block.find_first_of(".,")));
  for (std::size_t i = 0; i < places().size(); ++i) {
    const auto& blocks = places()[i].blocks;
    if (std::find(blocks.begin(), blocks.end(), block) != blocks.end()) return i;
  }
  return 0;
}

std::string steps_table(const std::string& title, const std::vector<WaterfallRow>& rows, double total) {
  ReportTable table{title,
                    {{"step"},
                     {"block"},
                     {"start [us]", true},
                     {"time [us]", true},
                     {"share", true},
                     {"takes its time from"}}};
  for (const WaterfallRow& r : rows) {
    const Step& step = step_to(r.end);
    table.rows.push_back({std::string(step.name),
                          {std::string(step.block), "code"},
                          fmt::format("{:.3f}", r.start_us),
                          fmt::format("{:.6f}", r.duration_us),
                          fmt::format("{:.1f} %", 100 * r.duration_us / total),
                          {std::string(step.waits), "long"}});
  }
  table.rows.push_back({"the sum of all steps", "", "", fmt::format("{:.6f}", total), "100.0 %", ""});
  return table.html();
}

std::string blocks_table(const Breakdown& b) {
  ReportTable table{"By block", {{"block"}, {"time [us]", true}, {"share", true}}};
  const double total = mean_us(b.total(), b.messages());
  for (const BlockTime& block : blocks_of(b)) {
    const double us = mean_us(block.sum_ps, b.messages());
    table.rows.push_back({{std::string(block.block), "code"},
                          fmt::format("{:.6f}", us),
                          fmt::format("{:.1f} %", 100 * us / total)});
  }
  return table.html();
}

std::string waterfall_figure(const Waterfall& w) {
  const std::vector<WaterfallRow> rows = waterfall_of(*w.breakdown);
  const double total = rows.back().start_us + rows.back().duration_us;
  const auto longest = std::max_element(
      rows.begin(), rows.end(),
      [](const WaterfallRow& a, const WaterfallRow& b) { return a.duration_us < b.duration_us; });
  BarChart chart{
      w.id,
      w.title,
      fmt::format(
          "{:.3f} us in all, the mean of {} messages. The longest step, \"{}\", takes {:.3f} us, {:.1f} % "
          "of it.",
          total, w.breakdown->messages(), step_to(longest->end).name, longest->duration_us,
          100 * longest->duration_us / total),
      {"time", "us"}};
  for (const Place& p : places()) chart.groups.emplace_back(p.name);
  for (const WaterfallRow& r : rows)
    chart.bars.push_back(
        {std::string(step_to(r.end).name), r.start_us, r.duration_us, place_of(step_to(r.end))});
  return figure(chart, steps_table(w.title, rows, total) + blocks_table(*w.breakdown));
}

}  // namespace

ReportSection waterfalls_section(const std::vector<Waterfall>& waterfalls, const std::string& remark) {
  std::string html = paragraph(
      "The mean life of a message, from the first instruction of its send, which is the store of automatic "
      "update and the call of the library for deliberate update, to the load that sees its last word. The "
      "steps tile it: their sum is the latency, to the picosecond.");
  for (const Waterfall& w : waterfalls)
    if (w.breakdown->messages() > 0) html += waterfall_figure(w);
  if (!remark.empty()) html += paragraph(remark, "note");
  return {"waterfall", "Where the time of a message goes", html};
}

}  // namespace shrimp
