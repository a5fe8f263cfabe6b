// SPDX-License-Identifier: MIT
#include "sim/experiment/report/utilization_section.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/report/html.h"
#include "sim/report/plot_drawing.h"

namespace shrimp {

namespace {

using Series = Utilization::Series;

/// A kind of block, of which each node has one.
struct Kind {
  const char* component;
  const char* name;
};
constexpr Kind buses[] = {{"xpress", "memory bus"}, {"eisa", "EISA bus"}};
constexpr Kind fifos[] = {{"nic.outgoing_fifo", "outgoing FIFO"}, {"nic.incoming_fifo", "incoming FIFO"}};
constexpr std::size_t most_nodes_by_themselves = 2;
constexpr double longest_in_us = 2'000;

bool is_of(const Series& s, const Kind& kind) {
  const std::string end = std::string("].") + kind.component;
  return s.component.size() > end.size() &&
         s.component.compare(s.component.size() - end.size(), end.size(), end) == 0;
}

std::string node_of(const Series& s) {
  const std::size_t open = s.component.find('['), close = s.component.find(']');
  return s.component.substr(open + 1, close - open - 1);
}

class Figures {
 public:
  Figures(std::string id, std::string of, const Utilization& utilization)
      : id_(std::move(id)), of_(std::move(of)), u_(utilization) {
    in_ms_ = (u_.to() - u_.from()).us() > longest_in_us;
  }

  std::string of_buses() const {
    PlotAxis share{"busy", "% of the time"};
    share.most = 100;
    Plot plot{id_ + "-buses", "Buses: " + of_, "", time_axis(), share};
    add_all(plot, buses, 100);
    plot.description = means(plot, "Busy in the mean: ", " %");
    return figure(plot);
  }
  std::string of_fifos() const {
    Plot plot{id_ + "-fifos", "FIFOs: " + of_, "", time_axis(), {"mean level", "bytes"}};
    add_all(plot, fifos, 1);
    plot.description = means(plot, "Mean levels: ", " bytes");
    return figure(plot);
  }

 private:
  PlotAxis time_axis() const { return {"time", in_ms_ ? "ms" : "us"}; }

  template <std::size_t N>
  void add_all(Plot& plot, const Kind (&kinds)[N], double scale) const {
    for (const Kind& kind : kinds) {
      std::vector<const Series*> nodes;
      for (const Series& s : u_.series())
        if (is_of(s, kind)) nodes.push_back(&s);
      if (nodes.size() <= most_nodes_by_themselves) {
        for (const Series* s : nodes)
          add(plot, fmt::format("{} of node {}", kind.name, node_of(*s)), {s}, scale);
        continue;
      }
      const auto busiest =
          std::max_element(nodes.begin(), nodes.end(),
                           [this](const Series* a, const Series* b) { return u_.mean(*a) < u_.mean(*b); });
      add(plot, fmt::format("{}, mean of {} nodes", kind.name, nodes.size()), nodes, scale);
      add(plot, fmt::format("{} of node {}, the busiest", kind.name, node_of(**busiest)), {*busiest}, scale);
    }
  }

  /// The mean of some nodes' series as a line.
  void add(Plot& plot, const std::string& name, const std::vector<const Series*>& nodes, double scale) const {
    PlotSeries line{name};
    line.style = plot.series.size();
    line.steps = true;
    for (std::size_t bin = 0; bin < u_.bins(); ++bin) {
      double sum = 0;
      for (const Series* s : nodes) sum += u_.mean(*s, bin);
      line.points.push_back({time_of(bin), scale * sum / static_cast<double>(nodes.size())});
    }
    if (!line.points.empty()) line.points.push_back({time_of(u_.bins()), line.points.back().y});
    plot.series.push_back(std::move(line));
  }

  double time_of(std::size_t bin) const { return (u_.begin_of(bin) - u_.from()).us() / (in_ms_ ? 1000 : 1); }

  std::string means(const Plot& plot, const std::string& opening, const std::string& unit) const {
    std::string text = opening;
    for (const PlotSeries& s : plot.series) {
      double sum = 0;  // of level x time, each until the next point
      for (std::size_t i = 0; i + 1 < s.points.size(); ++i)
        sum += s.points[i].y * (s.points[i + 1].x - s.points[i].x);
      const double span = s.points.back().x - s.points.front().x;
      text += fmt::format("{}{} {:.1f}{}", &s == &plot.series.front() ? "" : ", ", s.name,
                          span > 0 ? sum / span : 0, unit);
    }
    return text + fmt::format(". Time counts from the first packet; each step is the mean over {:g} us.",
                              u_.bin().us());
  }

  const std::string id_, of_;
  const Utilization& u_;
  bool in_ms_ = false;
};

}  // namespace

std::string utilization_figures(const std::string& id, const std::string& of,
                                const Utilization& utilization) {
  if (utilization.bins() == 0) return paragraph(of + ": the run took no simulated time.");
  const Figures figures(id, of, utilization);
  return figures.of_buses() + figures.of_fifos();
}

ReportSection utilization_section(const std::string& figures, const std::string& remark) {
  return {"utilization", "Buses and FIFOs over time",
          paragraph("How much of the time each bus was taken, and how many bytes each FIFO held, from the "
                    "first packet to "
                    "the end of the run." +
                    (remark.empty() ? "" : " " + remark)) +
              figures};
}

}  // namespace shrimp
