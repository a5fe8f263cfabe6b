// SPDX-License-Identifier: MIT
// The files of this folder that end in .html and .css, as text in the executable: a report needs nothing
// beside it. CMake makes resources.cpp from them.
#pragma once

namespace shrimp::resources {

extern const char* const page;   // page.html, a Mustache template
extern const char* const table;  // table.html, a Mustache template
extern const char* const style;  // style.css

}  // namespace shrimp::resources
