// SPDX-License-Identifier: MIT
// Plots as SVG, drawn by gnuplot and then made fit for a page.
#pragma once
#include <string>

#include "sim/report/plot.h"

namespace shrimp {

/// A plot is drawn twice, since letters that are right on a screen are too small on a telephone's.
enum class PlotWidth { wide, narrow };

/// An <svg> element. Throws UsageError if gnuplot is missing or fails.
std::string svg_of(const Plot& plot, PlotWidth width);
std::string svg_of(const BarChart& chart, PlotWidth width);

/// The whole figure: both drawings, of which style.css shows one, and below them `numbers`, folded.
std::string figure(const Plot& plot);
std::string figure(const BarChart& chart, const std::string& numbers);

/// Throws UsageError if there is no gnuplot.
void must_have_gnuplot();

}  // namespace shrimp
