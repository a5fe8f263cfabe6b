// SPDX-License-Identifier: MIT
#include "sim/report/html.h"

#include <pugixml.hpp>

#include "sim/report/page.h"
#include "sim/report/table.h"
#include "tests/catch.h"

using namespace shrimp;

namespace {

const std::string nasty = "<b>&\"'</b>";

pugi::xml_document parsed(const std::string& text) {
  pugi::xml_document document;
  const pugi::xml_parse_result result = document.load_string(text.c_str());
  INFO(text);
  REQUIRE(result);
  return document;
}

}  // namespace

TEST_CASE("text of any kind stays text") {
  const pugi::xml_document p = parsed(paragraph(nasty, "note"));
  CHECK(p.child("p").text().get() == nasty);
  CHECK(p.child("p").attribute("class").value() == std::string("note"));
  CHECK(parsed(scrolling(nasty, "")).child("div").attribute("aria-label").value() == nasty);
  CHECK(parsed(folded(nasty, "")).select_node("details/summary").node().text().get() == nasty);
}

TEST_CASE("a table has a caption, and its headings say what they are of") {
  ReportTable table{nasty, {{"name"}, {"value", true}}};
  table.rows.push_back({"a", {nasty, "miss"}});
  const pugi::xml_document p = parsed(table.html());
  const pugi::xml_node t = p.child("div").child("table");
  CHECK(t.child("caption").text().get() == nasty);
  CHECK(t.select_nodes("thead/tr/th[@scope='col']").size() == 2);
  CHECK(t.select_nodes("tbody/tr/th[@scope='row']").size() == 1);
  const pugi::xml_node cell = t.select_node("tbody/tr/td").node();
  CHECK(cell.text().get() == nasty);
  CHECK(cell.attribute("class").value() == std::string("miss number"));
}

TEST_CASE("a page is well-formed, and its navigation leads to its sections") {
  ReportPage page{nasty, "lead", "test", {{"one", "First", paragraph("text")}, {"two", nasty, ""}}};
  const pugi::xml_document p = parsed(page.html());
  CHECK(p.select_node("//title").node().text().get() == nasty);
  const auto links = p.select_nodes("//nav//a");
  REQUIRE(links.size() == 2);
  CHECK(links[1].node().attribute("href").value() == std::string("#two"));
  CHECK(p.select_nodes("//main/section[@id='two']").size() == 1);
  CHECK(p.select_node("//main/section[@id='two']/h2").node().text().get() == nasty);
  CHECK(page.html().find("http") == std::string::npos);
}
