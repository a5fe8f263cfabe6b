// SPDX-License-Identifier: MIT
#include "sim/report/plot_drawing.h"

#include <fmt/format.h>

#include <cmath>
#include <map>

#include "sim/report/gnuplot.h"
#include "sim/report/html.h"
#include "sim/report/plot_script.h"
#include "sim/report/svg_restyle.h"
#include "sim/report/table.h"

namespace shrimp {

namespace {

template <class Picture>
std::string drawn(const Picture& picture, PlotWidth width) {
  const char* of_class = width == PlotWidth::wide ? "wide" : "narrow";
  return restyled(gnuplot(gnuplot_script(picture, width)),
                  {picture.id + "-" + of_class, of_class, picture.title, picture.description});
}

template <class Picture>
std::string figure_with(const Picture& picture, const std::string& numbers) {
  return fmt::format("<figure id=\"{}\">\n<figcaption>{}</figcaption>\n{}{}{}{}</figure>\n", picture.id,
                     escaped(picture.title), svg_of(picture, PlotWidth::wide),
                     svg_of(picture, PlotWidth::narrow), paragraph(picture.description, "note"),
                     folded("The numbers of this picture", numbers));
}

/// A row for each x, a column for each series.
std::string numbers_of(const Plot& plot) {
  ReportTable table{plot.title, {{plot.x.title(), true}}};
  std::map<double, std::vector<double>> rows;
  for (std::size_t i = 0; i < plot.series.size(); ++i) {
    table.columns.push_back({fmt::format("{} [{}]", plot.series[i].name, plot.y.unit), true});
    for (const PlotPoint& p : plot.series[i].points)
      rows.try_emplace(p.x, plot.series.size(), std::nan("")).first->second[i] = p.y;
  }
  for (const auto& [x, values] : rows) {
    std::vector<ReportCell> row{fmt::format("{}", x)};
    for (const double v : values) row.emplace_back(std::isnan(v) ? "-" : fmt::format("{:.3f}", v));
    table.rows.push_back(std::move(row));
  }
  return table.html();
}

}  // namespace

std::string svg_of(const Plot& plot, PlotWidth width) {
  return drawn(plot, width);
}
std::string svg_of(const BarChart& chart, PlotWidth width) {
  return drawn(chart, width);
}

std::string figure(const Plot& plot) {
  return figure_with(plot, numbers_of(plot));
}
std::string figure(const BarChart& chart, const std::string& numbers) {
  return figure_with(chart, numbers);
}

void must_have_gnuplot() {
  gnuplot("exit\n");
}

}  // namespace shrimp
