// SPDX-License-Identifier: MIT
// A report: one HTML page that needs no network, no other file and no script, in light and dark, on a screen
// of any width, for eyes, ears and keyboard.
#pragma once
#include <string>
#include <vector>

namespace shrimp {

struct ReportSection {
  std::string id;  // unique in the page
  std::string heading;
  std::string html;
};

struct ReportPage {
  std::string title;
  std::string lead;     // a sentence or two below the title
  std::string made_by;  // the command and the simulator's version
  std::vector<ReportSection> sections = {};

  std::string html() const;
};

}  // namespace shrimp
