// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <cmath>

#include "sim/experiment/report/report_sections.h"
#include "sim/report/html.h"
#include "sim/report/plot_drawing.h"

namespace shrimp {

namespace {

PlotAxis size_axis() {
  PlotAxis axis{"message", "bytes"};
  axis.powers_of_two = true;
  return axis;
}

void add_curves(const std::vector<SizeCurve>& curves, Plot& plot) {
  std::size_t style = 0;
  for (const SizeCurve& c : curves) {
    PlotSeries series{c.machine + ": " + c.way};
    series.style = style++;
    for (const SizeCurve::Point& p : c.points)
      if (!std::isnan(p.value)) series.points.push_back({static_cast<double>(p.bytes), p.value});
    if (!series.points.empty()) plot.series.push_back(std::move(series));
  }
}

PlotAxis time_axis(const char* name) {
  PlotAxis time{name, "us"};
  time.logarithmic = true;
  return time;
}

Plot latency_plot(const SizeCurves& curves) {
  Plot plot{"latency", "Latency against size of the message",
            "One-way time of a message, half a ping-pong whose receiver polls the last word; both axes are "
            "logarithmic. "
            "The mean over four phases of the nodes' clocks.",
            size_axis(), time_axis("one-way time")};
  add_curves(curves.latency, plot);
  return plot;
}

Plot bandwidth_plot(const SizeCurves& curves) {
  Plot plot{"bandwidth",
            "Bandwidth against size of the message",
            "Bytes that arrive in a second, a stream of messages in one direction of which the receiver sees "
            "every one; "
            "1 MB is 1,000,000 bytes.",
            size_axis(),
            {"bandwidth", "MB/s"}};
  add_curves(curves.bandwidth, plot);
  return plot;
}

}  // namespace

ReportSection curves_section(const SizeCurves& curves) {
  return {
      "curves", "Latency and bandwidth",
      paragraph("Automatic update in each of its modes and deliberate update, on both boards; SHRIMP-I has "
                "deliberate update alone. A line that lies below others is wider than they are. Where a run "
                "of a machine failed, its point is left out.") +
          figure(latency_plot(curves)) + figure(bandwidth_plot(curves))};
}

ReportSection libraries_section(const LibraryCurves& curves) {
  Plot latency{
      "library-latency", "Libraries: latency against size of the message",
      "One-way time, half a ping-pong of NX messages, and of messages over a socket, beside the raw "
      "hardware; both axes are logarithmic. The raw line of automatic update with single writes is that "
      "of a word in the rows of the table; with the timer it is the fastest for larger messages.",
      size_axis(), time_axis("one-way time")};
  add_curves(curves.messages.latency, latency);
  Plot bandwidth{"library-bandwidth",
                 "Libraries: bandwidth against size of the message",
                 "A stream of NX messages, and of writes to a socket, beside the raw hardware; 1 MB is "
                 "1,000,000 bytes.",
                 size_axis(),
                 {"bandwidth", "MB/s"}};
  add_curves(curves.messages.bandwidth, bandwidth);
  Plot calls{"library-calls", "Remote procedure calls: round trip against size of the arguments",
             "A call with one array and a word back; both axes are logarithmic.", size_axis(),
             time_axis("round trip")};
  add_curves(curves.calls, calls);
  return {"libraries", "Libraries",
          paragraph("What programs reach through NX, stream sockets and remote procedure calls, each by "
                    "automatic and by deliberate update. These are predictions: no constant was adjusted for "
                    "them. Where a run failed, its point is left out.") +
              figure(latency) + figure(bandwidth) + figure(calls)};
}

}  // namespace shrimp
