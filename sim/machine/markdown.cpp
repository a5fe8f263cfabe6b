// SPDX-License-Identifier: MIT
#include "sim/machine/markdown.h"

#include <algorithm>

namespace shrimp {

std::string table_cell(std::string text) {
  for (std::size_t i = 0; (i = text.find('|', i)) != std::string::npos; i += 2) text.insert(i, "\\");
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

}  // namespace shrimp
