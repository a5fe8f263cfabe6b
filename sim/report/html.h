// SPDX-License-Identifier: MIT
// Pieces of HTML that are well-formed XML too, so that a strict parser can check them.
#pragma once
#include <string>

namespace shrimp {

/// Text as it may stand in an element or in a quoted attribute.
std::string escaped(const std::string& text);

/// A paragraph of plain text; `of_class`: a class of style.css, or none.
std::string paragraph(const std::string& text, const std::string& of_class = "");

/// A heading of level `level`, 2 to 6.
std::string heading(int level, const std::string& text);

/// A box that scrolls sideways if `html` is wider than the page; `name` tells a screen reader what scrolls.
std::string scrolling(const std::string& name, const std::string& html);

/// What is only shown when asked for, by pointer or keyboard.
std::string folded(const std::string& summary, const std::string& html);

}  // namespace shrimp
