// SPDX-License-Identifier: MIT
// Makes gnuplot's SVG fit for a page: colours of style.css in place of fixed ones, the page's letters, ids
// that are unique in the page, a name for screen readers, and nothing that is not needed.
#pragma once
#include <string>

namespace shrimp {

struct SvgLabel {
  std::string id;           // begins all ids
  std::string of_class;     // "wide"
  std::string title;        // its name for screen readers
  std::string description;  // read out after the name
};

/// The <svg> element alone, without declarations. Throws std::runtime_error if `svg` is not well-formed.
std::string restyled(const std::string& svg, const SvgLabel& label);

}  // namespace shrimp
