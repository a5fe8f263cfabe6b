// SPDX-License-Identifier: MIT
#include "sim/experiment/reproduce/reproduce.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "sim/experiment/interruption.h"
#include "sim/experiment/rounded.h"

namespace shrimp {

namespace {

std::vector<const PublishedNumber*> rows_named(const std::vector<std::string>& ids) {
  const std::vector<PublishedNumber>& all = published_numbers();
  std::vector<const PublishedNumber*> rows;
  for (const std::string& id : ids) {
    const auto row =
        std::find_if(all.begin(), all.end(), [&](const PublishedNumber& p) { return p.id == id; });
    if (row != all.end()) {
      rows.push_back(&*row);
      continue;
    }
    std::string known;
    for (const PublishedNumber& p : all) known += (known.empty() ? "" : ", ") + p.id;
    throw std::invalid_argument(
        fmt::format("there is no published number '{}'; the known ones are {}", id, known));
  }
  if (ids.empty())
    for (const PublishedNumber& p : all) rows.push_back(&p);
  return rows;
}

double error_percent(const PublishedNumber& row, double simulated) {
  if (std::isnan(simulated)) return simulated;
  const double nearest = std::clamp(simulated, row.low, row.high);
  return nearest != 0 ? 100.0 * (simulated - nearest) / nearest : simulated - nearest;
}

/// Each failure once, behind the rows that have no number because of it.
std::string failures(const std::vector<ReproducedNumber>& numbers) {
  std::vector<std::pair<std::string, std::string>> rows_by_failure;
  for (const ReproducedNumber& n : numbers) {
    if (n.failure.empty()) continue;
    const auto known = std::find_if(rows_by_failure.begin(), rows_by_failure.end(),
                                    [&](const auto& f) { return f.first == n.failure; });
    if (known == rows_by_failure.end())
      rows_by_failure.emplace_back(n.failure, n.row->id);
    else
      known->second += ", " + n.row->id;
  }
  std::string text;
  for (const auto& [failure, rows] : rows_by_failure)
    text += fmt::format("{}: no number: {}\n", rows, failure);
  return text;
}

std::string verdict(const ReproducedNumber& n) {
  if (!n.possible) return "not possible";
  if (!n.failure.empty()) return "no number";
  if (!n.measured) return "interrupted";
  if (n.row->set == "prediction") return "";
  return n.pass ? "ok" : "MISS";
}

}  // namespace

std::vector<ReproducedNumber> reproduce(Laboratory& laboratory, const std::vector<std::string>& ids,
                                        unsigned workers, ForkedRunsProgress* progress) {
  const std::vector<const PublishedNumber*> rows = rows_named(ids);
  const auto possible = [&](const PublishedNumber& row) {
    return laboratory.automatic_update() || !row.automatic_update;
  };
  for (const PublishedNumber* row : rows)
    if (possible(*row)) row->measure(laboratory);  // notes the runs
  try {
    laboratory.make_runs(workers, progress);
  } catch (const Interrupted&) {  // what is there is told
  }
  std::vector<ReproducedNumber> numbers;
  for (const PublishedNumber* row : rows) {
    ReproducedNumber n;
    n.row = row;
    n.possible = possible(*row);
    laboratory.forget_lacking();
    if (n.possible) n.simulated = rounded(row->measure(laboratory));
    n.failure = laboratory.failure();
    n.measured = n.possible && !laboratory.lacks() && n.failure.empty();
    n.pass = n.failure.empty();
    if (n.measured && row->set != "prediction") {
      n.error_percent = error_percent(*row, n.simulated);
      n.pass = std::abs(n.error_percent) <= row->tolerance_percent;
    }
    numbers.push_back(n);
  }
  return numbers;
}

std::string table_of(const std::vector<ReproducedNumber>& numbers) {
  std::string text = fmt::format("{:<25} {:<65} {:>12} {:>10} {:<12} {:>7}  {:<5} {:<12} {}\n", "id",
                                 "quantity", "published", "simulated", "unit", "error", "tag", "set", "");
  for (const ReproducedNumber& n : numbers) {
    const PublishedNumber& row = *n.row;
    const bool compared = n.measured && row.set != "prediction";
    const std::string simulated = n.measured ? fmt::format("{:.3f}", n.simulated) : "-";
    const std::string error = compared ? fmt::format("{:+.1f} %", n.error_percent) : "";
    text += fmt::format("{:<25} {:<65} {:>12} {:>10} {:<12} {:>7}  {:<5} {:<12} {}\n", row.id, row.quantity,
                        row.published.empty() ? "-" : row.published, simulated, row.unit, error, row.tag,
                        row.set, verdict(n));
  }
  for (const ReproducedNumber& n : numbers)
    if (n.measured && !n.pass && !n.row->cause.empty())
      text += fmt::format("{}: {}\n", n.row->id, n.row->cause);
  return text + failures(numbers);
}

std::string json_of(const std::vector<ReproducedNumber>& numbers) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const ReproducedNumber& n : numbers) {
    const PublishedNumber& row = *n.row;
    const bool prediction = row.set == "prediction";
    nlohmann::ordered_json j;
    j["id"] = row.id;
    j["quantity"] = row.quantity;
    j["unit"] = row.unit;
    if (prediction) {
      j["published"] = nullptr;
    } else if (row.has_single_value()) {
      j["published"] = row.low;
    } else {
      j["published"] = row.published;
    }
    j["source"] = row.source;
    j["tag"] = row.tag;
    j["set"] = row.set;
    const nlohmann::ordered_json nothing(nullptr);
    j["simulated"] = n.measured ? nlohmann::ordered_json(n.simulated) : nothing;
    j["error_percent"] =
        prediction || !n.measured ? nothing : nlohmann::ordered_json(rounded(n.error_percent));
    j["tolerance_percent"] = row.tolerance_percent;
    j["pass"] = n.pass;
    rows.push_back(std::move(j));
  }
  return rows.dump(2) + "\n";
}

bool calibrated(const std::vector<ReproducedNumber>& numbers) {
  return std::all_of(numbers.begin(), numbers.end(), [](const ReproducedNumber& n) {
    return n.failure.empty() && (n.row->set != "calibration" || n.pass);
  });
}

}  // namespace shrimp
