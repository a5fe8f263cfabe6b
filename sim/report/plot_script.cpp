// SPDX-License-Identifier: MIT
#include "sim/report/plot_script.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/report/gnuplot.h"

namespace shrimp {

namespace {

struct Size {
  int width, height, letters;
};

constexpr Size wide{920, 460, 15};
constexpr Size narrow{360, 380, 13};
// Each line is drawn over the ones before it and is thinner, so that equal ones show below each other.
constexpr double widest_line = 5, thinner = 0.8, widest_mark = 1.3, smaller = 0.15;
constexpr int bar_height_wide = 21, bar_height_narrow = 17, around_bars = 110;

const char* const dashes[] = {"1", "(12,4)", "(4,4)", "(12,4,3,4)", "(18,6)", "(2,3)"};
constexpr int marks[] = {7, 5, 9, 11, 13, 4};  // filled: disc, square, triangles, diamond; an open square

std::string colour(std::size_t style) {
  return fmt::format("'#0000{:02x}'", style % Plot::most_styles + 1);
}

std::string opening(const Size& size) {
  return fmt::format(
      "set terminal svg size {},{} noenhanced font 'sans-serif,{}'\nset encoding utf8\n"
      "set grid linecolor '#010000' dashtype solid\nset border 3\nset tics nomirror\n",
      size.width, size.height, size.letters);
}

std::string axis(const char* name, const PlotAxis& a, PlotWidth width) {
  std::string text = fmt::format("set {}label {}\n", name, gnuplot_text(a.title()));
  if (a.powers_of_two) {
    text += fmt::format("set logscale {} 2\nset {}tics (", name, name);
    const int step = width == PlotWidth::wide ? 2 : 4;  // so many doublings from mark to mark
    for (int p = 2; p <= 20; p += step)
      text += fmt::format("{}'{}{}' {}", p == 2 ? "" : ", ", 1 << p % 10, p < 10 ? "" : " Ki", 1 << p);
    text += ")\n";
  } else if (a.logarithmic) {
    text += fmt::format("set logscale {}\n", name);
  }
  const std::string end = a.most > 0 ? fmt::format("{}", a.most) : "*";
  if (!a.logarithmic && !a.powers_of_two) text += fmt::format("set {}range [0:{}]\n", name, end);
  return text;
}

/// Where a narrow plot begins, as a share of the width: gnuplot would leave more room than the letters take.
std::string margins(double left) {
  return fmt::format("set lmargin at screen {}\nset rmargin at screen 0.96\n", left);
}

}  // namespace

std::string gnuplot_script(const Plot& plot, PlotWidth width) {
  const bool is_wide = width == PlotWidth::wide;
  Size size = is_wide ? wide : narrow;
  if (!is_wide) size.height += 18 * static_cast<int>(plot.series.size());  // the key, a line each
  std::string text = opening(size);
  text += is_wide ? "set key tmargin left horizontal Left reverse\n"
                  : "set key tmargin left vertical maxcols 1 Left reverse samplen 2 font ',11'\n";
  if (!is_wide) text += margins(0.17);
  text += axis("x", plot.x, width) + axis("y", plot.y, width);
  for (std::size_t i = 0; i < plot.series.size(); ++i) {
    text += fmt::format("$line{} << end_of_line\n", i);
    for (const PlotPoint& p : plot.series[i].points)
      text += std::isnan(p.y) ? "\n" : fmt::format("{} {}\n", p.x, p.y);
    text += "end_of_line\n";
  }
  for (std::size_t i = 0; i < plot.series.size(); ++i) {
    const PlotSeries& s = plot.series[i];
    text +=
        fmt::format("{} $line{} title {} with {} linewidth {} linecolor {} dashtype {}",
                    i == 0 ? "plot" : ", \\\n ", i, gnuplot_text(s.name), s.steps ? "steps" : "linespoints",
                    is_wide ? 2 : 1.5, colour(s.style), dashes[s.style % Plot::most_styles]);
    if (!s.steps)
      text += fmt::format(" pointtype {} pointsize {}", marks[s.style % Plot::most_styles],
                          (widest_mark - smaller * static_cast<double>(i)) * (is_wide ? 1 : 0.75));
  }
  return text + "\n";
}

std::string gnuplot_script(const BarChart& chart, PlotWidth width) {
  const bool is_wide = width == PlotWidth::wide;
  Size size = is_wide ? wide : narrow;
  if (!is_wide) size.letters = 11;
  const int bars = static_cast<int>(chart.bars.size());
  const int groups = static_cast<int>(chart.groups.size());
  size.height =
      around_bars + bars * (is_wide ? bar_height_wide : bar_height_narrow) + (is_wide ? 0 : 16 * groups);
  std::string text = opening(size);
  text += is_wide ? "set key tmargin left horizontal maxcols 5 Left reverse samplen 1 width -3\n"
                  : "set key tmargin left vertical maxcols 1 Left reverse samplen 2\n";
  if (!is_wide) text += margins(0.385);
  text += axis("x", chart.x, width);
  double end = 0;
  for (const BarChart::Bar& b : chart.bars) end = std::max(end, b.start + b.length);
  text += fmt::format("set xrange [0:{}]\n", end * (is_wide ? 1.08 : 1.2));  // room for the last bar's value
  text += fmt::format("set yrange [{}:-1]\nset style fill solid 1 noborder\nset ytics scale 0 (", bars);
  for (int i = 0; i < bars; ++i)
    text += fmt::format("{}{} {}", i == 0 ? "" : ", ",
                        gnuplot_text(chart.bars[static_cast<std::size_t>(i)].name), i);
  text += ")\nset grid noytics xtics\n";
  std::string plots, values;
  for (std::size_t g = 0; g < chart.groups.size(); ++g) {
    std::string data;
    for (int i = 0; i < bars; ++i) {
      const BarChart::Bar& b = chart.bars[static_cast<std::size_t>(i)];
      if (b.group == g) data += fmt::format("{} {} {} {:.2f}\n", b.start, i, b.start + b.length, b.length);
    }
    if (data.empty()) continue;
    text += fmt::format("$group{} << end_of_group\n{}end_of_group\n", g, data);
    plots += fmt::format(
        "{} $group{} using (($1+$3)/2):2:1:3:($2-0.38):($2+0.38) with boxxyerror linecolor {} title {}",
        plots.empty() ? "plot" : ", \\\n ", g, colour(g), gnuplot_text(chart.groups[g]));
    values += fmt::format(", \\\n $group{} using 3:2:4 with labels left offset character 0.4,0 notitle", g);
  }
  return text + plots + values + "\n";
}

}  // namespace shrimp
