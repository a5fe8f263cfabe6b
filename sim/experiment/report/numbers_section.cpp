// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "sim/experiment/report/report_sections.h"
#include "sim/report/html.h"
#include "sim/report/table.h"

namespace shrimp {

namespace {

bool compared(const ReproducedNumber& n) {
  return n.measured && n.row->set != "prediction";
}

ReportCell verdict(const ReproducedNumber& n) {
  if (!n.possible) return "not possible";
  if (!n.failure.empty()) return ReportCell("no number", "miss");
  if (!n.measured) return "interrupted";
  if (!compared(n)) return "not published";
  return n.pass ? ReportCell("pass", "pass") : ReportCell("MISS", "miss");
}

std::vector<ReportCell> row_of(const ReproducedNumber& n) {
  const PublishedNumber& row = *n.row;
  return {{row.id, "code"},
          row.published.empty() ? "-" : row.published,
          n.measured ? fmt::format("{:.3f}", n.simulated) : "-",
          row.unit,
          compared(n) ? fmt::format("{:+.1f} %", n.error_percent) : "",
          verdict(n),
          {row.quantity, "long"},
          compared(n) ? fmt::format("{:g} %", row.tolerance_percent) : "",
          row.set,
          row.tag,
          row.source};
}

/// "5 of 5 calibration rows are within their tolerance. ", or nothing if there are none.
std::string kept(const std::vector<ReproducedNumber>& numbers, const std::string& set) {
  int all = 0, passed = 0;
  for (const ReproducedNumber& n : numbers) {
    if (!compared(n) || n.row->set != set) continue;
    ++all;
    if (n.pass) ++passed;
  }
  return all == 0 ? "" : fmt::format("{} of {} {} rows are within their tolerance. ", passed, all, set);
}

std::string summary(const std::vector<ReproducedNumber>& numbers) {
  return kept(numbers, "calibration") + kept(numbers, "validation") + "For predictions nothing is published.";
}

std::string causes(const std::vector<ReproducedNumber>& numbers) {
  std::string list;
  for (const ReproducedNumber& n : numbers)
    if (compared(n) && !n.pass)
      list += fmt::format("<li><span class=\"code\">{}</span>: {}</li>\n", escaped(n.row->id),
                          escaped(n.row->cause.empty() ? "no cause is known" : n.row->cause));
  for (const ReproducedNumber& n : numbers)
    if (!n.failure.empty())
      list += fmt::format("<li><span class=\"code\">{}</span> has no number: {}</li>\n", escaped(n.row->id),
                          escaped(n.failure));
  return list.empty() ? "" : heading(3, "Why rows are missed") + "<ul>\n" + list + "</ul>\n";
}

}  // namespace

ReportSection numbers_section(const std::vector<ReproducedNumber>& numbers) {
  ReportTable table{"Published and simulated values",
                    {{"id"},
                     {"published", true},
                     {"simulated", true},
                     {"unit"},
                     {"error", true},
                     {"result"},
                     {"quantity"},
                     {"tolerance", true},
                     {"set"},
                     {"tag"},
                     {"source"}}};
  for (const ReproducedNumber& n : numbers) table.rows.push_back(row_of(n));
  return {
      "published", "Published against simulated",
      paragraph(summary(numbers), "summary") +
          paragraph(
              "Calibration rows may have moved parameters, so they are met by construction; validation rows "
              "never have.",
              "note") +
          table.html() + causes(numbers)};
}

}  // namespace shrimp
