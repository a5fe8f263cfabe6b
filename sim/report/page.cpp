// SPDX-License-Identifier: MIT
#include "sim/report/page.h"

#include <kainjow/mustache.hpp>

#include "sim/report/resources.h"

namespace shrimp {

std::string ReportPage::html() const {
  using Data = kainjow::mustache::data;
  Data list(Data::type::list);
  for (const ReportSection& s : sections) {
    Data section;
    section.set("id", s.id);
    section.set("heading", s.heading);
    section.set("html", s.html);
    list.push_back(section);
  }
  Data data;
  data.set("title", title);
  data.set("lead", lead);
  data.set("made_by", made_by);
  data.set("style", resources::style);
  data.set("sections", list);
  static const std::string text = resources::page;
  kainjow::mustache::mustache form(text);
  return form.render(data);
}

}  // namespace shrimp
