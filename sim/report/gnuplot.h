// SPDX-License-Identifier: MIT
// The program gnuplot.
#pragma once
#include <string>

namespace shrimp {

/// What gnuplot writes to its standard output when it is given `script`. Throws UsageError if it is missing
/// or fails.
std::string gnuplot(const std::string& script);

/// As gnuplot's commands take a text: in single quotes a quote is doubled, and nothing else is special.
std::string gnuplot_text(const std::string& text);

}  // namespace shrimp
