// SPDX-License-Identifier: MIT
#include <cmath>
#include <cstdlib>
#include <pugixml.hpp>
#include <set>

#include "sim/machine/errors.h"
#include "sim/report/gnuplot.h"
#include "sim/report/plot_drawing.h"
#include "sim/report/plot_script.h"
#include "tests/catch.h"

using namespace shrimp;
using Catch::Matchers::Contains;

namespace {

Plot two_lines() {
  PlotAxis size{"message", "bytes"};
  size.powers_of_two = true;
  Plot plot{"latency", "Latency", "It grows & grows.", size, {"time", "us"}};
  plot.series = {{"it's <one>", {{4, 1}, {16, std::nan("")}, {64, 3}}, 0}, {"two", {{4, 2}, {64, 4}}, 1}};
  return plot;
}

BarChart three_bars() {
  return {"life",
          "A life",
          "Of a message.",
          {"time", "us"},
          {"bus", "unused", "mesh"},
          {{"a", 0, 1, 0}, {"b", 1, 2, 2}, {"c", 3, 0, 0}}};
}

std::set<std::string> values_of(const pugi::xml_document& p, const char* attributes) {
  std::set<std::string> values;
  for (const pugi::xpath_node& a : p.select_nodes(attributes)) values.insert(a.attribute().value());
  return values;
}

pugi::xml_document parsed(const std::string& text) {
  pugi::xml_document document;
  INFO(text);
  REQUIRE(document.load_string(text.c_str()));
  return document;
}

}  // namespace

TEST_CASE("a plot has axes with units, its numbers, and lines that differ in more than colour") {
  const std::string script = gnuplot_script(two_lines(), PlotWidth::wide);
  CHECK_THAT(script, Contains("set xlabel 'message [bytes]'") && Contains("set ylabel 'time [us]'") &&
                         Contains("'it''s <one>'") && Contains("4 1\n\n64 3\n") && Contains("dashtype 1 ") &&
                         Contains("dashtype (12,4) ") && Contains("pointtype 7 ") &&
                         Contains("pointtype 5 "));
}

TEST_CASE("a plot takes the page's colours and letters, and has a name for who does not see it") {
  for (const PlotWidth width : {PlotWidth::wide, PlotWidth::narrow}) {
    const std::string svg = svg_of(two_lines(), width);
    const pugi::xml_document p = parsed(svg);
    const std::string id = width == PlotWidth::wide ? "latency-wide" : "latency-narrow";
    CHECK(p.child("svg").attribute("role").value() == std::string("img"));
    CHECK(p.child("svg").attribute("aria-labelledby").value() == id + "-title");
    CHECK(p.select_node(("//title[@id='" + id + "-title']").c_str()).node().text().get() ==
          std::string("Latency"));
    CHECK(p.select_node(("//desc[@id='" + id + "-desc']").c_str()).node().text().get() ==
          std::string("It grows & grows."));
    CHECK(p.select_nodes("//title").size() == 1);
    const std::set<std::string> strokes = values_of(p, "//@stroke");
    CHECK(strokes == std::set<std::string>{"none", "currentColor", "var(--grid)", "var(--s1)", "var(--s2)"});
    for (const std::string& fill : values_of(p, "//@fill"))
      CHECK_THAT(fill, !Contains("rgb") && !Contains("black"));
    CHECK(values_of(p, "//@font-family").empty());
    for (const std::string& other : values_of(p, "//@id")) CHECK(other.find(id) == 0);
    CHECK_THAT(svg, Contains("it's &lt;one>") || Contains("it's &lt;one&gt;"));
    CHECK_THAT(svg, !Contains("http") && !Contains("xlink"));
  }
}

TEST_CASE("a bar chart draws each bar where it begins, in the colour of its group") {
  const pugi::xml_document p = parsed(svg_of(three_bars(), PlotWidth::wide));
  std::set<std::string> words;
  for (const pugi::xpath_node& t : p.select_nodes("//text")) {
    std::string word = t.node().text().get();
    word.erase(0, word.find_first_not_of(' '));
    words.insert(word);
  }
  for (const char* word : {"a", "b", "c", "1.00", "2.00", "0.00", "bus", "mesh", "time [us]"})
    CHECK(words.count(word) == 1);
  CHECK(words.count("unused") == 0);
  const std::set<std::string> fills = values_of(p, "//@fill");
  CHECK(fills.count("var(--s1)") + fills.count("var(--s3)") == 2);
}

TEST_CASE("the numbers of a plot stand below it, with a dash where there is none") {
  const pugi::xml_document p = parsed(figure(two_lines()));
  CHECK(p.select_nodes("//svg").size() == 2);
  const auto rows = p.select_nodes("//details//tbody/tr");
  REQUIRE(rows.size() == 3);
  CHECK(rows[1].node().child("th").text().get() == std::string("16"));
  CHECK(rows[1].node().child("td").text().get() == std::string("-"));
  CHECK(rows[2].node().last_child().text().get() == std::string("4.000"));
}

TEST_CASE("without gnuplot the fix is said, and what it complains of is passed on") {
  CHECK_THROWS_WITH(gnuplot("plot nonsense nonsense\n"), Contains("could not draw") && Contains("nonsense"));
  setenv("PATH", "/nowhere", 1);
  CHECK_THROWS_WITH(must_have_gnuplot(), Contains("apt-get install gnuplot-nox"));
}
