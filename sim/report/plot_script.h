// SPDX-License-Identifier: MIT
// Plots as commands of gnuplot.
#pragma once
#include <string>

#include "sim/report/plot_drawing.h"

namespace shrimp {

/// Writes SVG to standard output. Its colours are names for svg_restyle.h to find: rgb(0,0,N) for style N,
/// from 1, and rgb(1,0,0) for the grid.
std::string gnuplot_script(const Plot& plot, PlotWidth width);
std::string gnuplot_script(const BarChart& chart, PlotWidth width);

}  // namespace shrimp
