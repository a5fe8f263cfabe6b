// SPDX-License-Identifier: MIT
#include "sim/report/svg_restyle.h"

#include <cstdio>
#include <cstring>
#include <pugixml.hpp>
#include <set>
#include <sstream>
#include <stdexcept>
#include <vector>

namespace shrimp {

namespace {

using pugi::xml_attribute;
using pugi::xml_node;

/// The colour that stands for gnuplot's: the page's text for all but what gnuplot_script named.
std::string colour_of(const std::string& gnuplots) {
  int r = 0, g = 0, b = 0;
  if (gnuplots == "none" || gnuplots == "currentColor") return gnuplots;
  if (std::sscanf(gnuplots.c_str(), "rgb(%d,%d,%d)", &r, &g, &b) != 3) return "currentColor";
  if (r == 1) return "var(--grid)";
  return b > 0 ? "var(--s" + std::to_string(b) + ")" : "currentColor";
}

void restyle_colours(xml_node node) {
  for (const char* name : {"fill", "stroke"})
    if (xml_attribute a = node.attribute(name)) a.set_value(colour_of(a.value()).c_str());
  if (xml_attribute a = node.attribute("color")) {
    const std::string colour = colour_of(a.value());
    if (colour == "currentColor")
      node.remove_attribute(a);
    else
      a.set_value(colour.c_str());
  }
}

void rename_ids(xml_node node, const std::string& prefix, std::set<std::string>& used) {
  if (xml_attribute id = node.attribute("id")) id.set_value((prefix + "-" + id.value()).c_str());
  if (xml_attribute link = node.attribute("xlink:href")) {
    const std::string target = prefix + "-" + (link.value() + std::strlen("#"));
    used.insert(target);
    link.set_name("href");
    link.set_value(("#" + target).c_str());
  }
}

/// Gnuplot opens a group for each change of its pen, also if nothing is drawn with it.
void drop_empty_groups(xml_node node) {
  for (xml_node child = node.first_child(); child;) {
    const xml_node next = child.next_sibling();
    drop_empty_groups(child);
    if (std::strcmp(child.name(), "g") == 0 && !child.first_child()) node.remove_child(child);
    child = next;
  }
}

void restyle(xml_node node, const std::string& prefix, std::set<std::string>& used) {
  if (std::strcmp(node.name(), "title") == 0) {  // of a single line; the key has it
    node.parent().remove_child(node);
    return;
  }
  for (const char* name : {"font-family", "class"}) node.remove_attribute(name);
  restyle_colours(node);
  rename_ids(node, prefix, used);
  for (xml_node child = node.first_child(); child;) {
    const xml_node next = child.next_sibling();
    restyle(child, prefix, used);
    child = next;
  }
}

/// Of the marks that gnuplot defines, those that no line has, and the filters.
void drop_unused_definitions(xml_node svg, const std::set<std::string>& used) {
  const pugi::xpath_node_set definitions = svg.select_nodes("//defs/*");
  std::vector<xml_node> unused;
  for (const pugi::xpath_node& d : definitions)
    if (used.count(d.node().attribute("id").value()) == 0) unused.push_back(d.node());
  for (xml_node d : unused) d.parent().remove_child(d);
}

void name_for_readers(xml_node svg, const SvgLabel& label) {
  for (const char* name : {"title", "desc"}) svg.remove_child(name);
  while (svg.first_attribute()) {
    if (std::strcmp(svg.last_attribute().name(), "viewBox") == 0 &&
        svg.first_attribute() == svg.last_attribute())
      break;
    svg.remove_attribute(std::strcmp(svg.first_attribute().name(), "viewBox") == 0 ? svg.last_attribute()
                                                                                   : svg.first_attribute());
  }
  svg.append_attribute("class") = label.of_class.c_str();
  svg.append_attribute("role") = "img";
  svg.append_attribute("aria-labelledby") = (label.id + "-title").c_str();
  svg.append_attribute("aria-describedby") = (label.id + "-desc").c_str();
  xml_node desc = svg.prepend_child("desc");
  desc.append_attribute("id") = (label.id + "-desc").c_str();
  desc.text() = label.description.c_str();
  xml_node title = svg.prepend_child("title");
  title.append_attribute("id") = (label.id + "-title").c_str();
  title.text() = label.title.c_str();
}

}  // namespace

std::string restyled(const std::string& text, const SvgLabel& label) {
  pugi::xml_document document;
  const pugi::xml_parse_result parsed = document.load_string(text.c_str());
  xml_node svg = document.child("svg");
  if (!parsed || !svg) throw std::runtime_error(std::string("gnuplot's SVG: ") + parsed.description());
  std::set<std::string> used;
  restyle(svg, label.id, used);
  drop_unused_definitions(svg, used);
  drop_empty_groups(svg);
  name_for_readers(svg, label);
  std::ostringstream out;
  svg.print(out, "", pugi::format_raw);
  return out.str() + "\n";
}

}  // namespace shrimp
