// SPDX-License-Identifier: MIT
// Boxes with values, and arrows, as SVG.
#pragma once
#include <string>
#include <utility>
#include <vector>

namespace shrimp {

struct Rectangle {
  double x = 0, y = 0, width = 0, height = 0;
  double middle() const { return x + width / 2; }
  double bottom() const { return y + height; }
  double right() const { return x + width; }
};

/// What stands in a box: its name, and values by their names.
struct BoxText {
  std::string title;
  std::vector<std::pair<std::string, std::string>> values = {};
};

class DiagramCanvas {
 public:
  /// `letters`: size of the letters, px.
  DiagramCanvas(double width, double letters) : width_(width), letters_(letters) {}

  /// The height that a box needs if its values stand in `columns`.
  double height_of(const BoxText& text, int columns) const;
  /// `colour`: of style.css, 1 to 6.
  void box(const Rectangle& r, const BoxText& text, int columns, int colour);
  /// A dashed frame, behind all boxes.
  void frame(const Rectangle& r);
  /// From point to point; `both`: a head at either end.
  void arrow(double x1, double y1, double x2, double y2, bool both = false);
  void label(double x, double y, const std::string& text);

  double line() const { return letters_ * 1.25; }
  double width() const { return width_; }
  /// The <svg> element; `id` begins all ids.
  std::string svg(double height, const std::string& id, const std::string& of_class, const std::string& title,
                  const std::string& description) const;

 private:
  double width_, letters_;
  std::string frames_, shapes_;
};

}  // namespace shrimp
