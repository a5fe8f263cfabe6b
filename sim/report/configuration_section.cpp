// SPDX-License-Identifier: MIT
#include "sim/report/configuration_section.h"

#include <fmt/format.h>

#include "sim/machine/source_tag.h"
#include "sim/report/diagram.h"
#include "sim/report/html.h"
#include "sim/report/table.h"

namespace shrimp {

namespace {

std::string legend() {
  ReportTable table{"What the source tags mean", {{"tag"}, {"meaning"}}};
  for (const SourceTag& t : source_tags) table.rows.push_back({t.name, {t.meaning, "long"}});
  return table.html();
}

std::string parameters(const Configuration& configuration) {
  ReportTable table{fmt::format("Parameters of {}", configuration.machine()),
                    {{"parameter"}, {"value", true}, {"unit"}, {"tag"}, {"set by"}, {"meaning"}, {"reason"}}};
  for (const ParameterInfo& p : configuration.described()) {
    const auto [number, unit] = number_and_unit(p);
    table.rows.push_back({{p.name, "code"},
                          number,
                          unit,
                          p.source,
                          p.calibrated ? "calibration" : "source",
                          {p.meaning, "long"},
                          {p.reason, "long"}});
  }
  return table.html();
}

}  // namespace

ReportSection diagram_section(const Configuration& c) {
  return {
      "machine", "The machine",
      paragraph(c.description()) + diagram_figure(c) +
          paragraph("Beside each block stand its parameters; where each value comes from is in the table of "
                    "the configuration.",
                    "note")};
}

ReportSection configuration_section(const Configuration& c) {
  const std::string text = fmt::format(
      "{} parameters; the hash of the whole is {}. A parameter set by calibration was adjusted until a "
      "published total came out, all others have the value of their source.",
      c.described().size(), c.hash());
  return {"configuration", "The configuration, and where it comes from",
          paragraph(text) + folded("What the source tags mean", legend()) + parameters(c)};
}

}  // namespace shrimp
