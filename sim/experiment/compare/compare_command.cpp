// SPDX-License-Identifier: MIT
// `shrimp compare`: reads both runs, prints what changed, and tells by its exit status whether anything did.
#include <fmt/format.h>

#include <limits>

#include "sim/experiment/commands.h"
#include "sim/experiment/compare/comparison.h"
#include "sim/experiment/output_file.h"
#include "sim/machine/errors.h"

namespace shrimp {

namespace {

constexpr std::size_t most_lines = 25;
constexpr int exit_different = 1;  // as diff tells it

}  // namespace

int compare(const CompareOptions& options) {
  if (!options.json_file.empty()) check_file(options.json_file);
  const StatisticsFile a = read_statistics_file(options.a);
  const StatisticsFile b = read_statistics_file(options.b);
  const Comparison c = compare(a, b, options.only);
  if (c.compared == 0 && c.only_a.empty() && c.only_b.empty())
    throw UsageError(fmt::format(
        "shrimp compare: no statistic matches --only '{}'. Names are like node[0].eisa.busy; * stands for "
        "anything, as in 'node[0].eisa.*'.",
        options.only));
  fmt::print("{}", text_of(c, options.all ? std::numeric_limits<std::size_t>::max() : most_lines));
  if (!options.json_file.empty()) write_file(options.json_file, json_of(c));
  return c.equal ? 0 : exit_different;
}

}  // namespace shrimp
