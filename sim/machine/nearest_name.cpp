// SPDX-License-Identifier: MIT
#include "sim/machine/nearest_name.h"

#include <algorithm>

namespace shrimp {
namespace {

constexpr std::size_t most_suggestions = 3;

std::string_view last_component(std::string_view name) {
  return name.substr(name.rfind('.') + 1);
}

/// How many mistakes a name of this length may hold and still be recognized.
std::size_t tolerance(std::string_view name) {
  return name.size() <= 3 ? 1 : 1 + name.size() / 4;
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string in_lower_case(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), lower);
  return result;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = a[i - 1] == b[j - 1];
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (same ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(above);
    above.swap(row);
  }
  return above[b.size()];
}

std::vector<std::string> nearest_names(std::string_view name, const std::vector<std::string>& names) {
  const std::string wanted = in_lower_case(name);
  const std::string_view wanted_last = last_component(wanted);
  std::vector<std::string> best;
  std::size_t least = static_cast<std::size_t>(-1);
  for (const std::string& candidate : names) {
    const std::string have = in_lower_case(candidate);
    const std::size_t whole = edit_distance(wanted, have);
    const std::size_t last = edit_distance(wanted_last, last_component(have));
    std::size_t distance = static_cast<std::size_t>(-1);
    if (whole <= tolerance(wanted)) distance = whole;
    // The right word in the wrong table: near, but a name that is near as a whole is nearer.
    if (last <= tolerance(wanted_last) && have.find('.') != std::string::npos)
      distance = std::min(distance, last * 8 + std::min<std::size_t>(7, whole - std::min(whole, last)) + 1);
    if (distance == static_cast<std::size_t>(-1) || distance > least) continue;
    if (distance < least) best.clear();
    least = distance;
    best.push_back(candidate);
  }
  if (best.size() > most_suggestions) best.resize(most_suggestions);
  return best;
}

std::string did_you_mean(std::string_view name, const std::vector<std::string>& names) {
  const auto near = nearest_names(name, names);
  if (near.empty()) return "";
  std::string sentence = "did you mean " + near[0];
  for (std::size_t i = 1; i < near.size(); ++i) sentence += (i + 1 == near.size() ? " or " : ", ") + near[i];
  return sentence + "?";
}

}  // namespace shrimp
