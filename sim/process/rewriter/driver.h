// SPDX-License-Identifier: MIT
// shrimp-cc at work: compile, rewrite, assemble, link.
#pragma once
#include <string>
#include <vector>

namespace shrimp::rewriter {

/// Exit status: the compiler's own, or 1 for what the rewriter refuses. self: path of the running program.
int run_driver(const std::string& self, const std::vector<std::string>& arguments);

}  // namespace shrimp::rewriter
