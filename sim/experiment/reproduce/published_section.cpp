// SPDX-License-Identifier: MIT
// The published numbers as a page. No simulated number stands here: `shrimp reproduce` prints those.
#include <fmt/format.h>

#include "sim/experiment/reproduce/published.h"

namespace shrimp {

std::string published_section() {
  std::string text =
      "\n# The published numbers\n\n"
      "`./shrimp reproduce` measures them and prints what came out beside them. Constants were adjusted for "
      "the\n"
      "calibration rows alone; for a latency the mean is over four seeds of the clocks' phases.\n\n"
      "| id | quantity | published | unit | source | tag | set | tolerance |\n"
      "| --- | --- | --- | --- | --- | --- | --- | --- |\n";
  for (const PublishedNumber& row : published_numbers())
    text += fmt::format("| `{}` | {} | {} | {} | {} | {} | {} | {} |\n", row.id, row.quantity,
                        row.published.empty() ? "none" : row.published, row.unit, row.source, row.tag,
                        row.set, row.tolerance_percent > 0 ? fmt::format("{} %", row.tolerance_percent) : "");
  text += "\n## Misses, and their causes\n\nWith the constants of shrimp-ii these rows are missed:\n\n";
  for (const PublishedNumber& row : published_numbers())
    if (!row.cause.empty()) text += fmt::format("- `{}`: {}.\n", row.id, row.cause);
  return text;
}

}  // namespace shrimp
