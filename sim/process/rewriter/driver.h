// SPDX-License-Identifier: MIT
// shrimp-cc at work: compile, rewrite, assemble, link.
#pragma once
#include <string>
#include <vector>

namespace shrimp::rewriter {

/// Exit status of a link that fails because nothing defines main.
inline constexpr int status_no_main = 3;

/// Exit status: the compiler's own, 1 for what the rewriter refuses, or status_no_main. self: path of the
/// running program.
int run_driver(const std::string& self, const std::vector<std::string>& arguments);

}  // namespace shrimp::rewriter
