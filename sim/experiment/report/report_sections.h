// SPDX-License-Identifier: MIT
// What experiments found, as sections of a report.
#pragma once
#include <string>
#include <vector>

#include "sim/experiment/report/library_curves.h"
#include "sim/experiment/report/size_curves.h"
#include "sim/experiment/reproduce/reproduce.h"
#include "sim/observe/breakdown.h"
#include "sim/report/page.h"

namespace shrimp {

/// The table of published and simulated values, misses shown as misses.
ReportSection numbers_section(const std::vector<ReproducedNumber>& numbers);

/// Latency and bandwidth against size.
ReportSection curves_section(const SizeCurves& curves);

/// The same through the libraries that programs use.
ReportSection libraries_section(const LibraryCurves& curves);

/// A mean life of messages to be drawn.
struct Waterfall {
  std::string id;  // unique in the page
  std::string title;
  const Breakdown* breakdown;
};
/// `remark`: what there is to say beside them; may be empty.
ReportSection waterfalls_section(const std::vector<Waterfall>& waterfalls, const std::string& remark);

}  // namespace shrimp
