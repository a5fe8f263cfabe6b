// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "sim/experiment/sweep/sweep_table.h"
#include "sim/machine/errors.h"
#include "sim/observe/csv.h"

namespace shrimp {

namespace {

constexpr const char* simulated_time = "run.simulated";

/// The position of a point's value among its axis's.
std::size_t position(const SweepPlan& plan, std::size_t point, std::size_t axis) {
  for (std::size_t i = plan.axes.size() - 1; i > axis; --i) point /= plan.axes[i].values.size();
  return point % plan.axes[axis].values.size();
}

/// A quantity of a sweep, in the order in which they come.
struct Quantity {
  std::string name;
  std::string first;  // value
  bool varies = false;
  bool printed = false;
};

std::vector<Quantity> quantities_of(const SweepResults& results) {
  std::vector<Quantity> quantities;
  for (const auto& result : results) {
    if (!result) continue;
    for (const SweepValue& v : *result) {
      auto q = std::find_if(quantities.begin(), quantities.end(),
                            [&](const Quantity& known) { return known.name == v.quantity; });
      if (q == quantities.end()) q = quantities.insert(q, {v.quantity, v.value, false, !v.process.empty()});
      q->varies = q->varies || q->first != v.value;
    }
  }
  return quantities;
}

/// How well a quantity serves for a picture that nobody has chosen.
int worth_drawing(const Quantity& q) {
  if (!q.varies) return 0;
  if (q.printed) return 3;
  return q.name == simulated_time ? 1 : 2;
}

}  // namespace

std::string sweep_csv(const SweepPlan& plan, const SweepResults& results) {
  std::vector<std::string> header{"point"};
  for (const SweepAxis& axis : plan.axes) header.push_back(axis.title());
  header.insert(header.end(), {"process", "line", "quantity", "value", "unit"});
  std::string csv = csv_line(header);
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (!results[i]) continue;
    std::vector<std::string> begin{std::to_string(i + 1)};
    for (std::size_t axis = 0; axis < plan.axes.size(); ++axis)
      begin.push_back(plan.axes[axis].cell(position(plan, i, axis)));
    for (const SweepValue& v : *results[i]) {
      std::vector<std::string> row = begin;
      row.insert(row.end(), {v.process, v.line, v.quantity, v.value, v.unit});
      csv += csv_line(row);
    }
  }
  return csv;
}

std::string quantity_to_draw(const SweepResults& results, const std::string& wanted) {
  const std::vector<Quantity> quantities = quantities_of(results);
  if (quantities.empty()) return "";
  const Quantity* best = &quantities.front();
  std::string known;
  for (const Quantity& q : quantities) {
    if (q.name == wanted) return wanted;
    known += (known.empty() ? "" : ", ") + q.name;
    if (worth_drawing(q) >= worth_drawing(*best)) best = &q;
  }
  if (!wanted.empty())
    throw UsageError(
        fmt::format("shrimp sweep: --plot {}: no point has that quantity; known are {}", wanted, known));
  return best->name;
}

}  // namespace shrimp
