// SPDX-License-Identifier: MIT
#include "sim/machine/source_tag.h"

#include <algorithm>

namespace shrimp {

std::pair<std::string, std::string> number_and_unit(const ParameterInfo& p) {
  if (p.dimension == Dimension::boolean || p.dimension == Dimension::text) return {p.value, ""};
  const std::size_t end = std::min(p.value.find_first_not_of("-.0123456789"), p.value.size());
  std::string unit = p.value.substr(end);
  if (!unit.empty() && unit[0] == ' ') unit.erase(0, 1);
  return {p.value.substr(0, end), unit};
}

}  // namespace shrimp
