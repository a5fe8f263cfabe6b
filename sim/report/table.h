// SPDX-License-Identifier: MIT
// A table of a report.
#pragma once
#include <string>
#include <vector>

namespace shrimp {

struct ReportCell {
  ReportCell(std::string cell_text, std::string cell_class = "")
      : text(std::move(cell_text)), of_class(std::move(cell_class)) {}
  ReportCell(const char* cell_text) : text(cell_text) {}

  std::string text;
  std::string of_class;  // of style.css; empty: none
};

struct ReportColumn {
  std::string heading;
  bool numbers = false;  // set to the right, so that digits stand below each other
};

struct ReportTable {
  std::string caption;
  std::vector<ReportColumn> columns;
  /// As many cells in each as there are columns; the first names the row.
  std::vector<std::vector<ReportCell>> rows = {};

  /// In a box that scrolls sideways.
  std::string html() const;
};

}  // namespace shrimp
