// SPDX-License-Identifier: MIT
// What a picture of a report shows, apart from how it is drawn: its numbers, and words for who cannot see it.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace shrimp {

struct PlotPoint {
  double x = 0;
  double y = 0;  // not a number: a gap
};

struct PlotSeries {
  std::string name;
  std::vector<PlotPoint> points = {};
  std::size_t style = 0;  // colour, dash and mark: from 0, different ones up to most_styles
  bool steps = false;     // each value holds until the next point, and points have no marks
};

struct PlotAxis {
  std::string quantity;        // "message"
  std::string unit;            // "bytes"
  bool powers_of_two = false;  // logarithmic, a mark at each fourth power
  bool logarithmic = false;
  double most = 0;  // end of the axis; 0: where the numbers end

  std::string title() const { return unit.empty() ? quantity : quantity + " [" + unit + "]"; }
};

/// Lines over an axis.
struct Plot {
  static constexpr std::size_t most_styles = 6;

  std::string id;           // unique in the page
  std::string title;        // what it shows
  std::string description;  // what there is to see
  PlotAxis x, y;
  std::vector<PlotSeries> series = {};
};

/// Bars below each other, each where a part lies in the whole.
struct BarChart {
  struct Bar {
    std::string name;
    double start = 0;
    double length = 0;
    std::size_t group = 0;
  };

  std::string id;
  std::string title;
  std::string description;
  PlotAxis x;
  std::vector<std::string> groups = {};  // in words; each has its colour, up to Plot::most_styles
  std::vector<Bar> bars = {};            // from the top
};

}  // namespace shrimp
