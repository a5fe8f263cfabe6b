// SPDX-License-Identifier: MIT
#include "sim/report/table.h"

#include <kainjow/mustache.hpp>

#include "sim/report/html.h"
#include "sim/report/resources.h"

namespace shrimp {

namespace {

using Data = kainjow::mustache::data;

Data cell_data(const ReportCell& cell, bool numbers) {
  Data data;
  data.set("text", cell.text);
  std::string classes = cell.of_class;
  if (numbers) classes += classes.empty() ? "number" : " number";
  if (!classes.empty()) data.set("class", classes);
  return data;
}

Data row_data(const std::vector<ReportCell>& row, const std::vector<ReportColumn>& columns) {
  Data cells(Data::type::list);
  for (std::size_t i = 1; i < row.size(); ++i) cells.push_back(cell_data(row[i], columns[i].numbers));
  Data data;
  data.set("name", cell_data(row.front(), columns.front().numbers));
  data.set("cells", cells);
  return data;
}

}  // namespace

std::string ReportTable::html() const {
  Data heads(Data::type::list), body(Data::type::list);
  for (const ReportColumn& c : columns) heads.push_back(cell_data(c.heading, c.numbers));
  for (const auto& row : rows) body.push_back(row_data(row, columns));
  Data data;
  data.set("caption", caption);
  data.set("heads", heads);
  data.set("rows", body);
  static const std::string text = resources::table;
  kainjow::mustache::mustache form(text);
  return scrolling("Table: " + caption, form.render(data));
}

}  // namespace shrimp
