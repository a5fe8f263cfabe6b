// SPDX-License-Identifier: MIT
// The picture of a sweep. Lines differ in colour, dash and mark, so that none of the three is needed alone.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "sim/experiment/sweep/sweep_table.h"

namespace shrimp {

namespace {

/// Okabe and Ito's colours, told apart with every kind of colour vision; their yellow is too faint on white.
const char* const colours[] = {"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"};
constexpr double span_for_logarithm = 20;  // greatest over least value from which on an axis is logarithmic

/// One line of the picture: y by position on the x axis.
using Line = std::map<std::size_t, std::string>;

/// In single quotes a quote is doubled, and nothing else is special.
std::string quoted(const std::string& text) {
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? "''" : c == '\n' ? " " : std::string(1, c);
  return result + "'";
}

std::string title_of(const SweepPlan& plan, std::size_t combination, const SweepValue& v) {
  std::string title;
  std::vector<std::string> parts;
  for (std::size_t axis = plan.axes.size(); axis-- > 1;) {
    const SweepAxis& a = plan.axes[axis];
    parts.push_back(a.key + " = " + a.values[combination % a.values.size()]);
    combination /= a.values.size();
  }
  std::reverse(parts.begin(), parts.end());
  if (!v.process.empty()) parts.push_back("process " + v.process);
  if (!v.line.empty() && v.line != "1") parts.push_back("line " + v.line);
  for (const std::string& p : parts) title += (title.empty() ? "" : ", ") + p;
  return title;
}

/// The lines in the order of the points, by title.
std::vector<std::pair<std::string, Line>> lines_of(const SweepPlan& plan, const SweepResults& results,
                                                   const std::string& quantity, std::string& unit) {
  std::vector<std::pair<std::string, Line>> lines;
  const std::size_t combinations = plan.points.size() / plan.axes[0].values.size();
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (!results[i]) continue;
    for (const SweepValue& v : *results[i]) {
      if (v.quantity != quantity || v.value.empty()) continue;
      unit = v.unit;
      const std::string title = title_of(plan, i % combinations, v);
      auto line = std::find_if(lines.begin(), lines.end(), [&](const auto& l) { return l.first == title; });
      if (line == lines.end()) line = lines.insert(lines.end(), {title, {}});
      line->second[i / combinations] = v.value;
    }
  }
  return lines;
}

std::string x_axis(const SweepAxis& axis) {
  std::string text = fmt::format("set xlabel {}\n", quoted(axis.title()));
  if (!axis.numeric) {
    text += "set xtics (";
    for (std::size_t i = 0; i < axis.values.size(); ++i)
      text += fmt::format("{}{} {}", i == 0 ? "" : ", ", quoted(axis.values[i]), i);
    return text + fmt::format(")\nset xrange [-0.5:{}.5]\n", axis.values.size() - 1);
  }
  const auto [low, high] = std::minmax_element(axis.numbers.begin(), axis.numbers.end());
  if (*low == *high)  // one value, around which gnuplot would not know how far to go
    return text + (*low == 0 ? std::string("set xrange [-1:1]\n")
                             : fmt::format("set xrange [{}:{}]\n", *low - std::abs(*low) / 2,
                                           *low + std::abs(*low) / 2));
  if (*low > 0 && *high / *low >= span_for_logarithm) text += "set logscale x 2\n";
  return text + "set offsets graph 0.03, graph 0.03, 0, 0\n";
}

std::string data_of(const SweepAxis& axis, const Line& line, std::size_t number) {
  std::string text = fmt::format("$line{} << end_of_line\n", number);
  std::vector<std::pair<double, std::string>> points;
  for (const auto& [x, y] : line)
    points.emplace_back(axis.numeric ? axis.numbers[x] : static_cast<double>(x), y);
  std::sort(points.begin(), points.end());
  for (const auto& [x, y] : points) text += fmt::format("{} {}\n", x, y);
  return text + "end_of_line\n";
}

}  // namespace

std::string sweep_gnuplot(const SweepPlan& plan, const SweepResults& results, const std::string& quantity) {
  std::string unit;
  const auto lines = lines_of(plan, results, quantity, unit);
  std::string text =
      "# gnuplot sweep.gnuplot draws sweep.svg anew.\n"
      "set terminal svg size 900,560 dynamic noenhanced font 'sans-serif,15' background '#ffffff'\n"
      "set output 'sweep.svg'\nset grid linecolor '#d0d0d0'\nset key outside top center horizontal\n"
      "set yrange [0:*]\n";
  text += fmt::format("set ylabel {}\n",
                      quoted(unit.empty() ? quantity : fmt::format("{} [{}]", quantity, unit)));
  text += x_axis(plan.axes[0]);
  for (std::size_t i = 0; i < lines.size(); ++i) text += data_of(plan.axes[0], lines[i].second, i);
  for (std::size_t i = 0; i < lines.size(); ++i)
    text += fmt::format("{} $line{} with linespoints linewidth 2 linecolor '{}' dashtype {} pointtype {} {}",
                        i == 0 ? "plot" : ", \\\n ", i, colours[i % std::size(colours)], i % 5 + 1,
                        i % 13 + 4, lines[i].first.empty() ? "notitle" : "title " + quoted(lines[i].first));
  return text + "\n";
}

}  // namespace shrimp
