// SPDX-License-Identifier: MIT
// Opens pages in a real browser, without a screen.
#pragma once
#include <string>

namespace shrimp {

enum class ColourScheme { light, dark };

/// What pages/check_page.html finds wrong with the page of this file at a width of `width` px, one finding a
/// line, and what the browser's console says. If all is well: "360 px, dark: checked".
std::string findings_in_chromium(const std::string& page, int width, ColourScheme colours);

}  // namespace shrimp
