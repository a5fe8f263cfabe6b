// SPDX-License-Identifier: MIT
#include "sim/report/diagram_canvas.h"

#include <fmt/format.h>

#include <cmath>

#include "sim/report/html.h"

namespace shrimp {

namespace {

constexpr double inset = 8;  // px between a box and its text
constexpr double head = 7;   // length of an arrow's head
constexpr double half_head = 4;

}  // namespace

double DiagramCanvas::height_of(const BoxText& text, int columns) const {
  const auto values = static_cast<int>(text.values.size());
  return inset + line() * (1.2 + (values + columns - 1) / columns);
}

void DiagramCanvas::box(const Rectangle& r, const BoxText& text, int columns, int colour) {
  shapes_ += fmt::format(
      "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" rx=\"4\" fill=\"var(--fill{})\" "
      "stroke=\"var(--s{})\"/>\n",
      r.x, r.y, r.width, r.height, colour, colour);
  shapes_ += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" font-weight=\"bold\">{}</text>\n", r.x + inset,
                         r.y + line(), escaped(text.title));
  const double column = (r.width - inset) / columns;
  for (std::size_t i = 0; i < text.values.size(); ++i) {
    const double x = r.x + inset + column * static_cast<double>(i % static_cast<std::size_t>(columns));
    const double y = r.y + line() * (2.1 + static_cast<double>(i / static_cast<std::size_t>(columns)));
    shapes_ += fmt::format(
        "<text x=\"{:.1f}\" y=\"{:.1f}\">{}</text><text x=\"{:.1f}\" y=\"{:.1f}\" "
        "text-anchor=\"end\">{}</text>\n",
        x, y, escaped(text.values[i].first), x + column - (columns > 1 ? 2 : 1) * inset, y,
        escaped(text.values[i].second));
  }
}

void DiagramCanvas::frame(const Rectangle& r) {
  frames_ += fmt::format(
      "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" rx=\"8\" fill=\"none\" "
      "stroke=\"var(--soft)\" stroke-dasharray=\"6 4\"/>\n",
      r.x, r.y, r.width, r.height);
}

void DiagramCanvas::arrow(double x1, double y1, double x2, double y2, bool both) {
  const double length = std::hypot(x2 - x1, y2 - y1);
  const double dx = (x2 - x1) / length, dy = (y2 - y1) / length;
  const auto tip = [&](double x, double y, double way) {
    const double bx = x - way * dx * head, by = y - way * dy * head;
    shapes_ +=
        fmt::format("<path d=\"M{:.1f},{:.1f} L{:.1f},{:.1f} L{:.1f},{:.1f} z\" fill=\"currentColor\"/>\n", x,
                    y, bx - dy * half_head, by + dx * half_head, bx + dy * half_head, by - dx * half_head);
  };
  shapes_ += fmt::format(
      "<path d=\"M{:.1f},{:.1f} L{:.1f},{:.1f}\" stroke=\"currentColor\" stroke-width=\"1.5\"/>\n", x1, y1,
      x2, y2);
  tip(x2, y2, 1);
  if (both) tip(x1, y1, -1);
}

void DiagramCanvas::label(double x, double y, const std::string& text) {
  shapes_ +=
      fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" font-style=\"italic\">{}</text>\n", x, y, escaped(text));
}

std::string DiagramCanvas::svg(double height, const std::string& id, const std::string& of_class,
                               const std::string& title, const std::string& description) const {
  return fmt::format(
      "<svg viewBox=\"0 0 {:.0f} {:.0f}\" class=\"{}\" role=\"img\" aria-labelledby=\"{}-title\" "
      "aria-describedby=\"{}-desc\" font-size=\"{}\" fill=\"currentColor\">\n<title "
      "id=\"{}-title\">{}</title>\n"
      "<desc id=\"{}-desc\">{}</desc>\n{}{}</svg>\n",
      width_, height, of_class, id, id, letters_, id, escaped(title), id, escaped(description), frames_,
      shapes_);
}

}  // namespace shrimp
