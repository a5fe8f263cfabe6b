// SPDX-License-Identifier: MIT
#include "sim/report/html.h"

#include <fmt/format.h>

#include <kainjow/mustache.hpp>

namespace shrimp {

std::string escaped(const std::string& text) {
  return kainjow::mustache::html_escape(text);
}

std::string paragraph(const std::string& text, const std::string& of_class) {
  const std::string attribute = of_class.empty() ? "" : fmt::format(" class=\"{}\"", of_class);
  return fmt::format("<p{}>{}</p>\n", attribute, escaped(text));
}

std::string heading(int level, const std::string& text) {
  return fmt::format("<h{0}>{1}</h{0}>\n", level, escaped(text));
}

std::string scrolling(const std::string& name, const std::string& html) {
  return fmt::format("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{}\">\n{}</div>\n",
                     escaped(name), html);
}

std::string folded(const std::string& summary, const std::string& html) {
  return fmt::format("<details>\n<summary>{}</summary>\n{}</details>\n", escaped(summary), html);
}

}  // namespace shrimp
